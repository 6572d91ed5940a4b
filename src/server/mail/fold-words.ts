/** The words by which mail programs introduce what they quote. Patterns are tried on lines cut to 400 characters. */

/** "wrote" in the languages of the usual programs, as it stands in an attribution (`On … Anna wrote:`). */
const WROTE = [
  'wrote|writes',
  'schrieb|schreibt|geschrieben',
  'a écrit|écrit',
  'escribió|ha escrito|ha escrit',
  'ha scritto|scrive',
  'schreef|geschreven|schrijft',
  'escreveu',
  'napisał|napisała|napisał\\(a\\)|napisana przez|pisze',
  'skrev|skriver',
  'kirjoitti',
  'napsal|napsala|napsal\\(a\\)|napísal|napísala',
  'írta',
  'yazdı',
  'a scris',
  'je napisao|je napisala|je napisao/la|je napisal',
  'пишет|писал|писала|написал|написала|написал\\(а\\)|написа',
  'пише|написав|написала|написав\\(-?ла\\)',
  'έγραψε',
  'のメール|のメッセージ|は書きました|は次のように書きました',
  '写道|寫道|来信',
  '작성|님이 작성|쓴 글',
  'เขียนว่า',
  'كتب|كتبت',
  'כתב|כתבה|כתב/ה',
].join('|')

/** An attribution: the verb somewhere and a colon at the end. */
export const ATTRIBUTION = new RegExp(
  String.raw`(?:^|[\s>)\]"”,、،])(?:${WROTE})(?=[\s:：<("“]|$).{0,200}[:：]\s*$`,
  'iu',
)
/** Chinese, Japanese and Korean set the verb against the name without a space. */
export const ATTRIBUTION_CJK = /(?:写道|寫道|来信|のメール|のメッセージ|書きました|작성|쓴 글)\s*[:：]\s*$/u

/** How an attribution begins; only such a line may be joined with the next one or two. */
export const ATTRIBUTION_START =
  /^[\s*_>-]*(?:on|am|le|el|il|op|em|den|dne|dnia|w dniu|pe|la|na|ke|ti|to|su|ma|lör|sön|mån|tis|ons|tors|fre|a|u|у|в|вс|пн|вт|ср|чт|пт|сб|στις|在|于|\d)/iu

/** Something that dates or addresses an attribution: digits of a time or year, or an address. */
export const DATED = /\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|<[^<>\s]+@[^<>\s]+>|\[mailto:/i

const ORIGINAL = [
  'original message|original appointment|reply message|previous message',
  'ursprüngliche nachricht|ursprünglicher termin|originalnachricht|original-nachricht',
  "message d['’]origine|message original",
  'mensaje original',
  'messaggio originale',
  'oorspronkelijk bericht|origineel bericht',
  'mensagem original',
  'wiadomość oryginalna|oryginalna wiadomość',
  'ursprungligt meddelande|originalmeddelande',
  'oprindelig meddelelse|oprindelig besked|opprinnelig melding|opprinnelig melding',
  'alkuperäinen viesti',
  'původní zpráva|pôvodná správa',
  'eredeti üzenet',
  'orijinal mesaj|orijinal ileti|özgün ileti',
  'mesaj original|mesajul original',
  'αρχικό μήνυμα',
  'оригінальне повідомлення|вихідне повідомлення|початкове повідомлення',
  'исходное сообщение|пересылаемое сообщение',
  '原始邮件|原始郵件|原始信息|原始訊息|邮件原件',
  '元のメッセージ|original message',
  '원본 메시지|원본 메일|원본 이메일',
].join('|')

/** A line that says "what follows is the message answered": `-----Original Message-----`. */
export const ORIGINAL_LINE = new RegExp(String.raw`^\s*[-_=*]{2,}\s*(?:${ORIGINAL})\s*[-_=*]{2,}\s*$`, 'iu')

const FORWARDED = [
  'forwarded message|begin forwarded message|forwarded by .{1,80}',
  'weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|weitergeleitet von .{1,80}',
  'message transféré|début du message (?:transféré|réexpédié)|courriel transféré',
  'mensaje reenviado|inicio del mensaje reenviado|forwarded message',
  'messaggio inoltrato|inizio messaggio inoltrato',
  'doorgestuurd bericht|begin doorgestuurd bericht',
  'mensagem (?:encaminhada|reencaminhada)|(?:início da|a iniciar a) mensagem (?:encaminhada|reencaminhada)',
  'wiadomość przekazana dalej|treść przekazanej wiadomości|przekazana wiadomość|początek przekazywanej wiadomości',
  'vidarebefordrat (?:meddelande|mejl|brev)|(?:start på |begynd )?videresendt (?:besked|meddelelse|melding|e-?mail)',
  'välitetty viesti(?: alkaa)?|edelleenlähetetty viesti',
  'přeposlaná zpráva|začátek přeposílané zprávy|preposlaná správa|začiatok preposlanej správy',
  'továbbított (?:üzenet|levél)(?: kezdete)?',
  '[iİ]letilen (?:mesaj|ileti)(?: başlangıcı)?|yönlendirilmiş ileti',
  'mesaj redirecționat|începutul mesajului redirecționat',
  'προωθημένο μήνυμα|έναρξη προωθημένου μηνύματος',
  'пересланное сообщение|пересылаемое сообщение|перенаправленное сообщение|начало переадресованного сообщения',
  'переслане повідомлення|пересланий лист|початок переадресованого повідомлення',
  '转发的(?:邮件|消息)|开始转发的邮件|以下是转发的邮件|转发邮件信息|轉寄(?:的)?郵件(?:開始)?|轉寄的訊息',
  '転送メッセージ|転送されたメッセージ',
  '전달된 메시지(?: 시작)?',
].join('|')

/** A line that says "what follows is passed on": `---------- Forwarded message ---------`. */
export const FORWARD_LINE = new RegExp(
  String.raw`^\s*(?:[-_=*]{2,}\s*(?:${FORWARDED})\s*[-_=*]{2,}|(?:${FORWARDED})\s*[:：])\s*$`,
  'iu',
)

/** Words that begin with what says "passed on": the text of a quote in HTML. */
export const PASSED_ON = new RegExp(String.raw`^[-–_=*\s]{0,60}(?:${FORWARDED})`, 'iu')

const label = (words: string) => new RegExp(String.raw`^\s*\**(?:${words})\s*\**\s*[:：]\**(?=\s|\S)`, 'iu')

/** The labels of a quoted header block (`From: … Sent: … To: … Subject: …`), by kind. */
export const HEADER_LABELS = {
  from: label(
    'from|von|de|da|van|od|från|fra|lähettäjä|feladó|kimden|gönderen|от|от кого|від|από|avsändare|afsender|avsender|nadawca|sender|absender|expéditeur|remitente|mittente|afzender|发件人|发件人（from）|寄件者|寄件人|差出人|送信者|보낸 ?사람|de la',
  ),
  date: label(
    'date|sent|gesendet|datum|envoyé|envoyé le|enviado|enviado el|enviada|enviada em|enviado em|trimis|στάλθηκε|відправлено|data wysłania|wysłany|gönderilme tarihi|gönderim tarihi|fecha|inviato|data|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|wysłano|wysłane|odesláno|odoslané|elküldve|dátum|gönderildi|gönderme tarihi|tarih|отправлено|дата|надіслано|ημερομηνία|发送时间|日期|寄件日期|送信日時|日付|보낸 ?날짜|날짜|보냄',
  ),
  to: label(
    'to|an|à|a|para|per|aan|till|til|do|komu|címzett|kime|alıcı|кому|προς|destinataire|vastaanottaja|收件人|收件者|宛先|받는 ?사람|către|pour|adresat|saaja|destinatario|empfänger',
  ),
  subject: label(
    'subject|betreff|objet|asunto|oggetto|onderwerp|assunto|ämne|emne|temat|předmět|predmet|tárgy|konu|тема|θέμα|aihe|主题|主题（subject）|主旨|sujet|rubrik|titel|件名|제목|subiect',
  ),
} as const

const DEVICE =
  'i ?phone?|i ?pad|i ?pod|android|handy|smartphone|mobile|mobil\\p{L}*|samsung|galaxy|huawei|xiaomi|pixel|black ?berry|tablet|telefon\\p{L}*|outlook|yahoo|gmx|web\\.de|mail\\.ru|proton ?mail|thunderbird|windows|apple|nokia'

/** A line a device or program added by itself ("Sent from my iPhone", "Von meinem iPhone gesendet"). */
export const DEVICE_LINE = new RegExp(
  [
    `^(?:sent from|sent via|sent with|get outlook for|get yahoo mail for|gesendet (?:von|mit|über)|von meinem|diese nachricht wurde von meinem|envoyé (?:de|depuis|à partir)|télécharger outlook|enviado (?:desde|do|de|a partir)|inviato da|scarica outlook|verzonden (?:vanaf|met|vanuit)|verstuurd vanaf|skickat från|sendt fra|hämta outlook|få outlook|lähetetty|wysłan[eo] z|odesláno z|elküldve|отправлено (?:с|из)|надіслано з|gönderildi|trimis (?:de pe|din|de la)|στάλθηκε από|wysłane).{0,60}(?:${DEVICE}).{0,60}$`,
    `^(?:mein|meinem)? ?(?:${DEVICE})(?:から送信|에서 보냄).{0,20}$`,
    `^发自我的.{1,30}$`,
    `^從我的.{1,30}(?:傳送|寄出)$`,
    `^나의 .{1,20}에서 보냄$`,
    `^(?:iphone|ipad)(?:['’]?(?:dan|umdan|ımdan|imdan)) gönderildi.{0,10}$`,
  ].join('|'),
  'iu',
)
