import { beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '@/api/types'
import { closeSession, expired, may, openSession, renewed, session, signInAgain } from '@/state/session'

const of = (id: string, token = 't') => ({ user: { id }, csrf_token: token, permissions: { 'lists.read': 'own' } }) as unknown as Session

beforeEach(closeSession)

describe('session', () => {
  it('knows what may be done', () => {
    expect(may('lists.read')).toBe(false)
    openSession(of('a'))
    expect([may('lists.read'), may('users.manage')]).toEqual([true, false])
  })
  it('asks once however many requests were refused, and lets them all go on', async () => {
    openSession(of('a'))
    const waiting = [signInAgain(), signInAgain()]
    expect(expired.value).toBe(true)
    expect(openSession(of('a', 'new'))).toBe(false)
    expect(await Promise.all(waiting)).toEqual([true, true])
    expect(expired.value).toBe(false)
  })
  it("does not send one user's changes under another's name", async () => {
    openSession(of('a'))
    const waiting = signInAgain()
    expect(openSession(of('b'))).toBe(true)
    expect(await waiting).toBe(false)
  })
  it('takes a new token of the same user only', () => {
    openSession(of('a', 'one'))
    expect(renewed(of('b', 'two'))).toBe(false)
    expect(renewed(undefined)).toBe(false)
    expect(renewed(of('a', 'two'))).toBe(true)
    expect(session.value?.csrf_token).toBe('two')
  })
})
