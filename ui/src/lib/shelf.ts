// What is kept in this browser beyond a reload (IndexedDB): visits that wait to be sent, drafts, copies of small lists for use without a network.
export interface Shelf<T> {
  all: () => Promise<T[]>
  put: (key: string, value: T) => Promise<void>
  get: (key: string) => Promise<T | undefined>
  remove: (key: string) => Promise<void>
}

export type ShelfName = 'visits' | 'drafts' | 'copies'
const NAMES: readonly ShelfName[] = ['visits', 'drafts', 'copies']
let opening: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('lianzhao', 1)
    request.onupgradeneeded = () => NAMES.forEach((name) => request.result.createObjectStore(name))
    request.onsuccess = () => {
      // Another tab with a newer version of the pages may change the shelves.
      request.result.onversionchange = () => {
        request.result.close()
        opening = undefined
      }
      resolve(request.result)
    }
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
  opening.catch(() => (opening = undefined))
  return opening
}

/** Done when it is on the disk, as far as the browser tells. */
async function run<R>(name: ShelfName, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<R> {
  const database = await open()
  return new Promise<R>((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(name))
    transaction.oncomplete = () => resolve(request.result as R)
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
  })
}

export const shelf = <T>(name: ShelfName): Shelf<T> => ({
  all: () => run<T[]>(name, 'readonly', (store) => store.getAll()),
  get: (key) => run<T | undefined>(name, 'readonly', (store) => store.get(key)),
  put: async (key, value) => {
    // Reactive objects cannot be cloned into the database.
    await run(name, 'readwrite', (store) => store.put(JSON.parse(JSON.stringify(value)), key))
  },
  remove: async (key) => {
    await run(name, 'readwrite', (store) => store.delete(key))
  },
})

/** Asked for; where there is no network, the copy of last time. `key` names the person, too: nobody sees another's copy. */
export async function withCopy<T>(key: string, fetch: () => Promise<T>, isOffline: (error: unknown) => boolean): Promise<T> {
  const copies = shelf<T>('copies')
  if (navigator.onLine === false) {
    const copy = await copies.get(key).catch(() => undefined)
    if (copy !== undefined) return copy
  }
  try {
    const fresh = await fetch()
    void copies.put(key, fresh).catch(() => undefined)
    return fresh
  } catch (error) {
    const copy = isOffline(error) ? await copies.get(key).catch(() => undefined) : undefined
    if (copy !== undefined) return copy
    throw error
  }
}
