/** Colleagues and parts of the house, who speak for us: "my colleague will call you". */
const ours =
  'colleagues?|team|workshop|technicians?|mechanics?|manager|boss|(?:service |front |help |parts )?desk|service (?:advisor|adviser|department|team)|reception(?:ist)?|(?:parts|sales|accounts|support|billing|finance|warranty|body ?shop) ?(?:department|people|team|office)?|people|office|staff|assistant|drivers?|specialists?|experts?|engineers?|accountant|bookkeeper|department|foreman|painter|nurse|doctor|kitchen|housekeeping|concierge|warehouse|crew'
const will = "(?:'ll| will| shall| is going to| are going to|'s going to|'re going to)"

/** How a promise opens; the group `who` is who will do it, where it is not I or we. */
export type Opening = {
  readonly kind: 'we' | 'let_me' | 'going' | 'you_will' | 'others' | 'thing'
  readonly pattern: RegExp
}

const statesOfThings =
  'ready|done|finished|completed?|fixed|repaired|sorted|delivered|shipped|sent|posted|dispatched|with you|in your (?:inbox|mailbox|letterbox)|at your (?:door|place|house|office)|on (?:its|their) way|waiting(?: for you)?|back(?: with you)?|refunded|credited|booked|arranged|confirmed|cleaned|replaced|installed|mended|processed|resolved|reserved|prepared|washed'

/** All openings, with the names of our own people among those who speak for us. */
export function openings(ourNames: readonly string[]): Opening[] {
  const names = ourNames
    .filter((name) => name.trim() !== '')
    .map((name) => name.replace(/[^\p{L}\p{N}\s'-]/gu, '.'))
  const named = names.length > 0 ? `|(?:${names.join('|')})(?: (?:or|and) (?:${names.join('|')}))*` : ''
  const others = `(?:(?:my|our|the|one of (?:my|our))\\s+(?:[\\w-]+\\s+){0,2}?(?:${ours})(?:\\s+(?!and\\b|or\\b|but\\b|who\\b|that\\b|will\\b)[\\w-]+)?|one of us|an? colleague(?: of (?:mine|ours))?|some(?:one|body)(?: (?:else )?(?:from|in|at|of) (?:the|our|my) [\\w-]+(?: [\\w-]+)?| here| else)?${named})`
  return [
    {
      kind: 'we',
      pattern:
        /\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|(?: do)? promise to)(?![\w'])/g,
    },
    {
      kind: 'we',
      pattern:
        /(?<=^\s*(?:(?:thanks?|thank you|sure|ok(?:ay)?|yes|of course|great|perfect|absolutely)[,!:;. –-]+)?)will(?= (?!you\b|we\b|i\b|it\b|that\b|this\b|the\b|there\b|be\b))/g,
    },
    {
      kind: 'we',
      pattern:
        /(?<=\b(?:i|we)(?:'ve|'m|'re| have| am| are) (?:(?!\b(?:you|he|she|they|who|that)\b)[^.;,]){0,80}\band (?:then )?)will(?= )/g,
    },
    { kind: 'let_me', pattern: /\blet (?:me|us)(?![\w'])/g },
    {
      kind: 'going',
      pattern:
        /\b(?:i'm|i am|we're|we are) (?=(?:calling|ringing|phoning|emailing|mailing|sending|texting|posting|bringing|dropping|delivering|shipping|coming|getting back|ordering|picking|visiting|driving|installing|fitting|replacing|repairing|fixing|painting|cleaning|collecting|returning|refunding|transferring|forwarding|changing|swapping|finishing|preparing|printing|booking|hanging|doing|making|building|setting|putting|tuning|testing|reviewing|checking|measuring|servicing|laying|mounting|dispatching|issuing|handing) (?!about|because|to |regarding|from|in |on behalf))/g,
    },
    {
      kind: 'you_will',
      pattern:
        /\byou(?:'ll| will| can expect to) (?=(?:also |then |definitely |certainly |surely |all )?(?:hear|have|get|receive|be hearing|be called|be contacted|be notified|be informed|be refunded|be reimbursed|find|know) )/g,
    },
    {
      kind: 'you_will',
      pattern:
        /(?<!(?:n't|\bnot|\bnever|\bi|\bwe|\bthey) )(?:\b(?:you can )?expect )(?=(?:to hear|an? (?:call|reply|answer|update|e-?mail|message|quote|offer)|my (?:call|answer|reply)|our (?:call|answer|reply)|news|word)\b)/g,
    },
    { kind: 'others', pattern: new RegExp(`\\b(?<who>${others})${will}(?![\\w'])`, 'g') },
    {
      kind: 'thing',
      pattern: new RegExp(
        `\\b(?<who>(?:your|the|it|they|that|this|everything|all|both|these|those)(?: (?!will\\b)[\\w'-]+){0,4}?)(?:'ll| will) (?:(?:then|all|both|definitely|certainly) )*(?:be (?:all |both |fully |completely )?(?=(?:${statesOfThings})\\b)|(?=(?:go out|leave|ship|reach you|get to you)\\b))`,
        'g',
      ),
    },
  ]
}

/** Small words before a verb that change nothing. */
export const filler =
  /^(?:[\s,]+|(?:also|then|just|certainly|definitely|of course|gladly|happily|personally|myself|immediately|quickly|both|surely|absolutely|now|next|first|all|please|again|always|still|go ahead and|do so and|be sure to|be certain to|make a point of|have (?:someone|somebody|one of (?:us|them|my colleagues|our (?:team|people))|my colleagues?|our (?:team|people|technicians?)|a colleague|him|her|them)(?= [a-z]))\b)+/

/** What we do for somebody: a promise even where no time is given. */
export const doing = new RegExp(
  `^(?:${[
    'call(?:ing)?',
    'ring(?:ing)?',
    'phon(?:e|ing)',
    'telephone',
    'give (?:you|her|him|them|it|that|the|your)',
    'get(?:ting)? (?:back|in touch|on to|onto|on it|right|you|it|this|that|these|those|the|your|a|an|everything|them|someone|somebody|hold|our|my|to (?:it|this|that))',
    'be (?:in touch|back (?:to|with|in touch)|right with|with you|there(?! for)|over|round|calling|ringing|sending|getting back|writing|emailing)',
    'com(?:e|ing) (?:back|by|over|round|out|and|to you|to your)',
    'reach out',
    'contact',
    'writ(?:e|ing)',
    'drop(?:ping)?',
    '(?:e-?)?mail(?:ing)?',
    'text(?:ing)?',
    'message',
    'send(?:ing)?',
    'forward',
    'share',
    'post(?:ing)?',
    'ship(?:ping)?',
    'deliver(?:ing)?',
    'bring(?:ing)?',
    'hand (?!over to voicemail)',
    'let (?:you|her|him|them) know',
    'tell you(?! (?:what|a secret|the truth|that)\\b)',
    'inform',
    'update',
    'notify',
    'advise',
    'keep (?:you|her|him|them) (?:posted|updated|informed|in the loop|up to date)',
    'confirm',
    'reply',
    'report',
    'answer',
    'respond',
    'follow up',
    '(?:double-?)?check',
    'look (?:into|at|it up|up|for|after|over|through)',
    'have a (?:look|word|think)',
    'take a (?:look|closer look)',
    'find(?: out)?(?! it)',
    'ask(?! you (?:to|for))',
    'investigate',
    'clarify',
    'figure',
    'see (?:to|if|whether|about|what (?:i|we|can))',
    '(?:speak|talk) (?:to|with)',
    'discuss',
    'arrange',
    'book(?:ing)?',
    'order(?:ing)?',
    'reserve',
    'prepare',
    'finish',
    'complete',
    'fix',
    'repair',
    'replace',
    'refund',
    'credit',
    'reimburse',
    'pick(?:ing)? ',
    'collect',
    'fetch',
    'visit(?:ing)?',
    'organi[sz]e',
    'sort',
    'take care',
    'handle',
    'deal',
    'make sure',
    'see that',
    'make (?:an?|the|it|that|sure|this|your)',
    'do (?:it|that|this|the|my best to)',
    'process',
    'review',
    'pass(?! on (?:this|that))',
    'submit',
    'issue',
    'put',
    'remind',
    'chase',
    'raise',
    'install',
    'change',
    'provide',
    'schedule',
    'start',
    'work on',
    'test',
    'inspect',
    'clean',
    'wash',
    'return',
    'cancel',
    'correct',
    'create',
    'draft',
    'print',
    'upload',
    'escalate',
    'transfer',
    'pay',
    'quote',
    'adjust',
    'swap',
    'fit',
    'mount',
    'track down',
    'run (?!out|late)',
    'driv(?:e|ing)',
    'walk you',
    'work (?:it |this |that )?out',
    'waive',
    'have (?:it|this|that|them|(?:your|the) [\\w ]{1,30}?) (?:[a-z]+ed|done|fixed|sent|made|redone|rewritten)\\b',
    'make you',
    'exchange',
    'resend',
    're-?(?:issue|book|schedule|do|new|place|store|set|wire|fit|write|print|calculate)\\b',
    'get (?:\\w+ ){1,3}to (?:call|phone|ring|write|e-?mail|contact|look|come|check|get|send|visit)',
    'be (?:on the (?:line|phone)|on site|outside|at your|on your)',
    '(?:pop|swing|drop|stop|call) (?:by|round|over|in)',
    'set (?:it |this |that |one |you |a |an |the |your |\\w+ )?(?:up|aside)',
    'amend',
    'add',
    'remove',
    'mend',
    'measure',
    'unlock',
    'activate',
    'register',
    'renew',
    'translate',
    'sign',
    'search',
    'go (?:through|over) (?:it|this|that|the|your)',
    'hand',
    'lend',
    'enclose',
    'compare',
    'calculate',
    'settle',
    'resolve',
    'clear',
    'switch',
    'apply',
    'block',
  ].join('|')})(?![a-z])`,
)

/** A telephone call tried in a window or at an hour: announced, not hoped. */
export const tryingToCall =
  /^try (?:your (?:mobile|landline|phone|number|cell|home|office|work)|(?:you|calling|ringing|phoning)\b|to (?:call|reach|ring|phone|get hold))/

/** With a date, not without: "I'll be done by Friday". */
export const finishing = /^be (?:done|finished|ready|through)\b/

/** How somebody is, or what they wait for: no promise, even beside a date ("I'll be away until Friday"). */
export const being =
  /^(?:be\b|need|want|have (?:to|had|been|an? (?:great|nice|good|lovely|meeting|day|break|baby|hard|lot|long|busy)|lunch|dinner|the (?:day|afternoon|morning|week|rest)|time|no|more|another|some|guests|visitors|fun)\b|have\s*$|expect|see (?:you|her|him|them|each|what|how|who)|wait|stay|remain|keep|hold|miss|assume|guess|think|know|remember|like|love|prefer|understand|leave (?:it (?:at that|to|there)|for|at|early|now|you|the (?:office|house|shop))|look forward|appreciate|enjoy|take (?:it that|your word|the (?:day|week|afternoon|morning)|time|leave|lunch|a (?:break|holiday|few|day|week)|my|two|three)|go (?:home|on holiday|to lunch|away)|arrive|open|close|shut|sleep|work|admit|say|bet|suppose|hope|try|attempt|aim|never|not|hardly|probably|possibly|perhaps|maybe|likely|hopefully|ask you|let you(?! know)|explain|stop|pass on this|turn (?:\d|forty|fifty|sixty)|only|become|consider|continue|travel|fly|start (?:work|school|my)|take [\w ]{1,14} off|finish work|attend|sit|eat|run out|run late|return to (?:the office|work)|tell you (?:a|one|that|how|what a))\b/

/** Before the opening: said by somebody else, doubted, asked or made to depend on something. */
export const doubtBefore =
  /\b(?:(?<!as (?:i|we) )(?:said|told (?:you|him|her|them|us|me|\w+)|wrote|promised|thought|claimed|assumed|mentioned|believed|understood|heard|says?|claims?)(?: that| you| me| us| him| her| them)*|(?:i|we) (?:hope|wish|doubt|wonder|guess|assume|suppose|think|believe|expect|reckon|imagine)[^,;:]*|hopefully|maybe|perhaps|probably|possibly|not sure[^,;]*|unsure[^,;]*|no idea[^,;]*|don't (?:think|know|believe|expect)[^,;]*|can(?:'t|not| not) (?:promise|guarantee|say|tell|imagine)[^,;]*|never (?:said|promised)[^,;]*|would you (?:like|want|prefer|mind)[^,;]*|do you (?:want|think|mind)[^,;]*|whether[^,;]*|is it (?:ok|okay|all right)[^,;]*|(?:until|unless|by the time|how|why|who|where|which|what)[^,;]*)\s*$/

/** A condition in front: "if you like, I'll…". What follows is an offer. */
export const conditionBefore =
  /\b(?:(?<!even |see |check |ask |know |as )if|unless|in case|provided(?: that)?|should (?:you|it|the|this|that|anything)|assuming|as long as|were (?:i|we|you)|had (?:i|we|you))\b/

/** A condition behind: "…if you like". */
export const conditionBehind =
  /\b(?:(?<!even )(?:only )?if|unless|provided|in case|as long as|assuming|depending on|subject to)\b/g

/** Verbs after which "if" means "whether". */
export const whether =
  /\b(?:see|check|find out|ask|confirm|clarify|look|make sure|verify|figure out)(?: (?:with |again |and see )?(?:[\w']+ ){0,4}?[\w']+)?\s*$/

/** "Let you know if": whether with a date before it, else a condition ("if anything changes"). */
export const tellingWhether = /\b(?:know|tell you|tell (?:him|her|them)|inform you|update you)\b[^,;]*$/

/** What makes a question of a statement and leaves it a promise: "I'll call you by noon, okay?" */
export const askingTag =
  /[,;–—-]\s*(?:is that |would that be |does that |if that's )?(?:ok(?:ay)?|all ?right|right|fine|good|sounds? (?:good|ok(?:ay)?|fair)|work(?:s)?|suit(?:s)?|yes|deal)(?: (?:for|with|by|to) you)?(?: with you)?\s*\?$/

/** What is usual, with everybody: nothing is promised to somebody. */
export const usual =
  /\b(?:usually|normally|generally|typically|as a rule|in general|on average|always|whenever|every (?:customer|patient|guest|client|tenant|order|request|call|caller|member|day|week|month|one)|each (?:customer|patient|order|request)|most (?:orders|requests|repairs|patients|customers|of)|mon ?(?:-|–|to) ?fri)\b/

/** What is told to all to make them buy. */
export const advertising =
  /%|\b(?:percent|per cent|discount|only (?:until|till|today|this week|for)|sale ends|half price|two for one|for the price of|while stocks last|save up to|special offer|win an?|don't miss|hurry)\b/
