/**
 * The closed catalogue of every "no" the product says, with the HTTP status of each. The sentence a person reads stands in
 * `src/words/` under `refusal.<code>`; the compiler and a test demand both.
 */
export const REFUSALS = {
  // shared
  invalid_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  changed_meanwhile: 409,
  too_large: 413,
  too_many_requests: 429,
  not_now: 503,
  // accounts
  access_ended: 403,
  setup_done: 409,
  setup_token_wrong: 403,
  invitation_invalid: 410,
  last_owner_stays: 409,
  promises_need_owner: 409,
  demo_only: 403,
  somebody_else: 401,
  sign_in_again: 401,
  password_wrong: 403,
  code_wrong: 403,
  confirm_first: 403,
  two_step_needed: 403,
  two_step_on: 409,
  two_step_off: 409,
  two_step_yours_first: 409,
  two_step_elsewhere: 409,
  not_for_tokens: 403,
  token_lacks_scope: 403,
  token_ended: 401,
  address_same: 400,
  address_link_old: 410,
  too_many_tokens: 409,
  // people
  handle_invalid: 400,
  same_person: 400,
  already_merged: 409,
  not_merged: 409,
  // conversations
  conversation_closed: 409,
  something_new: 409,
  need_unaccounted: 409,
  promise_open: 409,
  handover_not_yours: 403,
  handover_answered: 409,
  handover_waiting: 409,
  nothing_left: 400,
  merge_same: 409,
  merge_held: 409,
  junk_not_here: 409,
  junk_expected: 409,
  junk_promised: 409,
  conversation_junk: 409,
  merge_two_people: 409,
  mail_leaving: 409,
  snooze_in_past: 400,
  too_many_views: 409,
  too_many_tags: 409,
  unknown_variable: 400,
  blank_left: 400,
  no_recipient: 400,
  own_address: 400,
  // promises
  due_in_past: 400,
  next_word_too_far: 400,
  promise_settled: 409,
  only_promisee_releases: 403,
  ask_settled: 409,
  reason_missing: 400,
  next_word_missing: 400,
  no_page_link: 409,
  // channels
  mailbox_unreachable: 422,
  sign_in_not_set_up: 409,
  mail_app_used: 409,
  gives_back_elsewhere: 400,
  authority_unreadable: 400,
  authorities_alike: 400,
  mail_left: 409,
  address_used: 409,
  word_shown: 409,
  block_catches: 409,
  link_revoked: 410,
  file_lost: 410,
  file_damaged: 410,
  // goodwill
  gesture_tied: 400,
  gesture_settled: 409,
  customer_untold: 400,
  beyond_limit: 409,
  you_may_decide: 409,
  second_person: 409,
  not_yet: 409,
  case_closed: 409,
  check_back_missing: 409,
  // imports
  import_not_now: 409,
  file_unreadable: 422,
  upload_elsewhere: 409,
} as const satisfies Record<string, number>

export type RefusalCode = keyof typeof REFUSALS

/** A "no": its code, the field it is about (a dotted path into the input), and values its sentence needs. */
export type Refusal = {
  readonly refused: RefusalCode
  readonly field?: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** Makes a refusal. */
export function refuse(
  refused: RefusalCode,
  more: { field?: string; values?: Record<string, string | number> } = {},
): Refusal {
  return { refused, ...more }
}

/** Tells whether a decision is a refusal. */
export function isRefusal(x: unknown): x is Refusal {
  return typeof x === 'object' && x !== null && 'refused' in x
}
