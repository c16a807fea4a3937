/** What a Recourse knows where its options do not say otherwise. */
export { formats } from './formats/index.ts'
export { providers } from './providers/index.ts'
export { ofWord, periods } from './words.ts'
