import type { ReadBody } from './stages/read-request.ts'

/**
 * The client's bytes with the provider's own id of the model in place of the name that was asked for, or added where it
 * named none; everything else stays as it was sent, byte for byte.
 */
export function spliceModel(body: ReadBody, upstreamId: string): Buffer {
  const { bytes, scan, form } = body
  if (form !== undefined) {
    const { modelPart, firstAt, boundary } = form
    if (modelPart === undefined) {
      const part = `--${boundary}\r\nContent-Disposition: form-data; name="model"\r\n\r\n${upstreamId}\r\n`
      return spliced(bytes, firstAt, firstAt, part)
    }
    return body.model === upstreamId ? bytes : spliced(bytes, modelPart.start, modelPart.end, upstreamId)
  }
  const member = scan.members.get('model')
  if (member === undefined) {
    const comma = scan.members.size > 0 ? ',' : ''
    return spliced(bytes, scan.closeAt, scan.closeAt, `${comma}"model":${JSON.stringify(upstreamId)}`)
  }
  // A model that is null stands for none, and one was chosen.
  return body.model === upstreamId && body.isUnnamed !== true
    ? bytes
    : spliced(bytes, member.start, member.end, JSON.stringify(upstreamId))
}

function spliced(bytes: Buffer, start: number, end: number, text: string): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)])
}
