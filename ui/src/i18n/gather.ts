// {"./zh/users.json": texts} as {users: texts}: the file's name is the first part of a key.
export type Messages = Record<string, Record<string, string>>

export const gather = (files: Record<string, unknown>): Messages =>
  Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts])) as Messages
