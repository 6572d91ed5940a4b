/** The password of everybody of a journey. */
export const PASSWORD = 'correct horse battery'
