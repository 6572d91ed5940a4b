/** How a thing is when what was promised is done: "fertig", "abholbereit". */
export const ready =
  /^(?:fertig|bereit|parat|abholbereit|abholfertig|einsatzbereit|versandbereit|versandfertig|bezugsfertig|fahrbereit|startklar|startbereit|drin|wieder|behoben|erledigt|unterwegs|online|lieferbar|verfuegbar|da|hier|zurueck|drauf|dran|soweit|einzugsbereit|spielbereit|betriebsbereit|fahrtuechtig|abholen|vor|heil|ganz|sauber|dicht|scharf|durch|eingerichtet|neu|ordnung)$/
/** Where it is then. */
export const toPlace =
  /fuer (?:sie|dich|euch)(?: |$)|(?:auf|in|im|vor|an) (?:ihre[mrn]?|deine[mrn]?|eure[mrn]?|der|dem) (?:konto|tuer|postfach|briefkasten|haustuer|adresse|wohnung|post|rezeption|empfang|theke|kassa|kasse|versand|posteingang|schalter|laden|tisch|mailbox|mail|cloud|haus|garten|schreibtisch|hof|filiale)/
/** What things do when they are done, each with its other half: "geht … raus", "liegt … bereit". */
export const verbsOfThings: Readonly<Record<string, RegExp>> = {
  ist: ready,
  sind: ready,
  steht: /^(?:bereit|fertig|parat|verfuegung|wieder)$/,
  stehen: /^(?:bereit|fertig|parat|verfuegung|wieder)$/,
  liegt: /^(?:bereit|vor|parat|abholung|briefkasten|postfach|empfang|fertig)$/,
  liegen: /^(?:bereit|vor|parat|abholung|briefkasten|postfach|empfang|fertig)$/,
  geht: /^(?:klar|raus|ab|los|hinaus|heraus|post|weg|zu|ein|wieder|versand|an|zurueck|online)$/,
  gehen: /^(?:raus|ab|los|hinaus|heraus|post|weg|zu|ein|wieder|versand|an|zurueck|online)$/,
  laeuft: /^(?:wieder|an|rund|einwandfrei)$/,
  laufen: /^(?:wieder|an|rund|einwandfrei)$/,
  funktioniert: /^(?:wieder|alles|einwandfrei)$/,
  funktionieren: /^(?:wieder|alles|einwandfrei)$/,
  trifft: /^ein$/,
  treffen: /^ein$/,
  wartet: /^(?:sie|dich|euch)$/,
  warten: /^(?:sie|dich|euch)$/,
  klappt: /./,
  kommt: /./,
  kommen: /./,
  erfolgt: /./,
  erfolgen: /./,
  folgt: /./,
  folgen: /./,
  erreicht: /^(?:sie|dich|euch)$/,
  erreichen: /^(?:sie|dich|euch)$/,
  verlaesst: /./,
}
