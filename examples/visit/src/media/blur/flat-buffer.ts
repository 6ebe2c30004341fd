/** Little-endian bytes of which offsets are filled in once their target has a place, as FlatBuffers lays them out. */
export class FlatBuffer {
  #bytes = new Uint8Array(1024)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Zeros up to the next multiple, so that what follows is aligned. */
  align(multiple: number): number {
    this.#grow((multiple - (this.#length % multiple)) % multiple)
    return this.#length
  }

  uint16(value: number): void {
    const at = this.#grow(2)
    this.#view.setUint16(at, value, true)
  }

  /** @returns where it is, for `point` */
  uint32(value = 0): number {
    const at = this.#grow(4)
    this.#view.setUint32(at, value, true)
    return at
  }

  float32(value: number): void {
    const at = this.#grow(4)
    this.#view.setFloat32(at, value, true)
  }

  bytes(values: Uint8Array): void {
    const at = this.#grow(values.length)
    this.#bytes.set(values, at)
  }

  /** Lets the offset at one place lead to another, later one. */
  point(from: number, to: number = this.#length): void {
    this.#view.setUint32(from, to - from, true)
  }

  /**
   * A table whose fields are all four bytes wide, offsets to be pointed or plain numbers.
   *
   * @param fields by their number in the schema; a number is the value, `null` an absent field
   * @returns where each field is
   */
  table(fields: readonly (number | null)[]): { readonly start: number; readonly fields: readonly number[] } {
    this.align(4)
    const vtable = this.#length
    const present = fields.filter((field) => field !== null).length
    this.uint16(4 + 2 * fields.length)
    this.uint16(4 + 4 * present)
    let offset = 4
    for (const field of fields) {
      this.uint16(field === null ? 0 : offset)
      if (field !== null) offset += 4
    }
    this.align(4)
    const start = this.uint32()
    this.#view.setInt32(start, start - vtable, true)
    return { start, fields: fields.map((field) => (field === null ? 0 : this.uint32(field))) }
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }

  #grow(count: number): number {
    const at = this.#length
    this.#length += count
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
      this.#view = new DataView(larger.buffer)
    }
    return at
  }
}
