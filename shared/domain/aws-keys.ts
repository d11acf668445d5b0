/** Static keys of AWS, and where they are for. */
export interface AwsKeys {
  readonly region: string
  /** Stands in the scope of signatures: `bedrock`. */
  readonly service: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Comes with temporary keys alone. */
  readonly sessionToken: string | null
}
