/** A form as `fetch` would send it: its bytes, and the content type that names its boundary. */
export interface FormBody {
  readonly bytes: Buffer
  readonly contentType: string
}

/** A text is a field, bytes are a file of that name. */
export async function formBody(
  fields: readonly (readonly [name: string, value: string | Buffer])[]
): Promise<FormBody> {
  const form = new FormData()
  for (const [name, value] of fields) {
    if (typeof value === 'string') form.append(name, value)
    else
      form.append(
        name,
        new Blob([new Uint8Array(value)], { type: 'application/octet-stream' }),
        `${name}.bin`
      )
  }
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: form })
  return {
    bytes: Buffer.from(await request.arrayBuffer()),
    contentType: request.headers.get('content-type') ?? ''
  }
}
