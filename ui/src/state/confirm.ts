// `if (await confirm({...}))`: one question at a time, shown by ConfirmDialog in App.
import { shallowRef } from 'vue'

export interface Question {
  title: string
  text: string
  yes: string
  danger?: boolean
}

export const question = shallowRef<Question>()
let settle: ((yes: boolean) => void) | undefined

export function confirm(value: Question): Promise<boolean> {
  settle?.(false)
  question.value = value
  return new Promise((resolve) => {
    settle = resolve
  })
}

export function answerQuestion(yes: boolean) {
  question.value = undefined
  settle?.(yes)
  settle = undefined
}
