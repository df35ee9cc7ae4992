// The check character of a unified social credit code by GB 32100-2015.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

export type CodeCheck = 'right' | 'wrong' | 'none'
export function checkCode(code: string): CodeCheck {
  const text = code.trim().toUpperCase()
  if (!text) return 'none'
  if (text.length !== 18) return 'wrong'
  const values = Array.from(text, (letter) => ALPHABET.indexOf(letter))
  if (values.includes(-1)) return 'wrong'
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * values[index]!, 0)
  return (31 - (sum % 31)) % 31 === values[17] ? 'right' : 'wrong'
}
