import { beforeEach, describe, expect, it } from 'vitest'
import { orTold } from '@/state/orTold'
import { toasts } from '@/state/toasts'

describe('what is loaded beside a form', () => {
  beforeEach(() => (toasts.value = []))
  it('is given, or its error is told once', async () => {
    expect(await orTold(Promise.resolve([1]))).toEqual([1])
    expect(toasts.value).toEqual([])
    expect(await orTold(Promise.reject(new Error('数据库忙，请稍后再试。')))).toBeUndefined()
    await orTold(Promise.reject(new Error('数据库忙，请稍后再试。')))
    expect(toasts.value.map(({ tone, text }) => [tone, text])).toEqual([['bad', '数据库忙，请稍后再试。']])
    await orTold(Promise.reject(new DOMException('aborted', 'AbortError')))
    expect(toasts.value).toHaveLength(1)
  })
})
