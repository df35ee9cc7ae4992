// A file to the server, with its progress. XMLHttpRequest: fetch does not tell how much has been sent.
import { urlOf } from './client'
import { ApiProblem } from './problem'
import type { Schema } from './types'

export interface UploadOptions {
  csrf: string
  language: string
  progress: (sent: number, total: number) => void
  signal: AbortSignal
}

export const uploadFile = (file: File, options: UploadOptions) => sendFile<Schema<'Upload'>>(file, urlOf('/uploads', {}, { name: file.name }), options)

/** A filled-in workbook of records, to be read by /sheets/{kind}. */
export const uploadSheet = (file: File, kind: string, options: UploadOptions) => sendFile<Schema<'Upload'>>(file, urlOf('/sheets/{kind}/uploads', { kind }, { name: file.name }), options)

/** A document of a record; `role`: which evidence of a gate it is. */
export const sendAttachment = (file: File, kind: string, id: string, role: string, options: UploadOptions) =>
  sendFile<Schema<'Attachment'>>(file, urlOf('/attachments/{kind}/{id}', { kind, id }, { name: file.name, role }), options)

function sendFile<Result>(file: File, url: string, { csrf, language, progress, signal }: UploadOptions): Promise<Result> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-CSRF-Token', csrf)
    request.setRequestHeader('Accept-Language', language)
    request.upload.onprogress = (event) => progress(event.loaded, event.lengthComputable ? event.total : file.size)
    request.onerror = () => reject(new ApiProblem({ status: 0, code: 'network' }))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    request.onload = () => {
      let body: unknown
      try {
        body = JSON.parse(request.responseText)
      } catch {
        body = {}
      }
      if (request.status === 201) resolve(body as Result)
      else reject(new ApiProblem({ ...(body as object), status: request.status }))
    }
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
