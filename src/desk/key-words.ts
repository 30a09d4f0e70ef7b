export { keyWords } from '#rulebook/key-words.ts'
