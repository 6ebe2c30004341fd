import { FlatBuffer } from './flat-buffer.ts'

/** Fields of the table `Model` in TensorFlow Lite's schema. */
const modelFields = 8
const buffersField = 4
const metadataField = 6

/**
 * MediaPipe's tasks read from a model how its input is normalized, and refuse one that does not say. The published model
 * for video calls comes without, so it is told here: pixels of 0..255 become 0..1.
 *
 * A FlatBuffer's offsets lead forward only. So a new head goes before the untouched model: a root table with all of the old
 * one's fields, its list of buffers made longer by one, and the list of metadata.
 *
 * @see https://www.tensorflow.org/lite/models/convert/metadata
 * @param model a `.tflite` file without metadata
 * @throws TypeError when it is not one
 */
export function addModelMetadata(model: Uint8Array): Uint8Array<ArrayBuffer> {
  const old = new DataView(model.buffer, model.byteOffset, model.byteLength)
  if (model.length < 64 || text(model.subarray(4, 8)) !== 'TFL3') throw new TypeError('This is not a model.')
  const fields = readFields(old)
  const buffers = fields[buffersField]
  if (buffers === undefined || buffers === null) throw new TypeError('The model has no buffers.')
  if (fields[metadataField] != null) throw new TypeError('The model has metadata already.')
  const bufferCount = old.getUint32(buffers, true)

  const head = new FlatBuffer()
  const rootOffset = head.uint32()
  head.bytes(model.subarray(4, 8))
  const root = head.table([
    old.getUint32(readVersion(old), true),
    ...fields.slice(1).map((field, index) => (field === null && index + 1 !== metadataField ? null : 0)),
  ])
  head.point(rootOffset, root.start)
  const field = (number: number) => root.fields[number] ?? 0

  head.point(field(metadataField))
  head.uint32(1)
  const entryOffset = head.uint32()
  const entry = head.table([0, bufferCount])
  head.point(entryOffset, entry.start)
  head.point(entry.fields[0] ?? 0)
  const name = new TextEncoder().encode('TFLITE_METADATA')
  head.uint32(name.length)
  head.bytes(name)
  head.bytes(new Uint8Array(1))

  head.align(4)
  head.point(field(buffersField))
  head.uint32(bufferCount + 1)
  const places = Array.from({ length: bufferCount + 1 }, () => head.uint32())
  const added = head.table([0])
  head.point(places[bufferCount] ?? 0, added.start)
  const metadata = normalizationMetadata()
  // TensorFlow Lite wants the content of a buffer at a multiple of 16, its length before it.
  head.align(16)
  head.bytes(new Uint8Array(12))
  head.point(added.fields[0] ?? 0)
  head.uint32(metadata.length)
  head.bytes(metadata)

  // What the old file aligned stays aligned.
  const start = head.align(16)
  for (let index = 0; index < bufferCount; index += 1) {
    const from = buffers + 4 + 4 * index
    head.point(places[index] ?? 0, start + from + old.getUint32(from, true))
  }
  for (const [number, target] of fields.entries()) {
    if (number > 0 && target !== null && number !== buffersField) head.point(field(number), start + target)
  }
  head.bytes(model)
  return head.finish()
}

/** `ModelMetadata` of TensorFlow Lite's metadata schema, with nothing but how the one input is normalized. */
function normalizationMetadata(): Uint8Array {
  const buffer = new FlatBuffer()
  const rootOffset = buffer.uint32()
  buffer.bytes(new TextEncoder().encode('M001'))
  /** A vector with one table in it. */
  const list = (from: number, fields: readonly (number | null)[]) => {
    buffer.align(4)
    buffer.point(from)
    buffer.uint32(1)
    const item = buffer.uint32()
    const table = buffer.table(fields)
    buffer.point(item, table.start)
    return table.fields
  }
  const numbers = (from: number, value: number) => {
    buffer.point(from)
    buffer.uint32(1)
    buffer.float32(value)
  }

  const model = buffer.table([null, null, null, 0])
  buffer.point(rootOffset, model.start)
  const subgraph = list(model.fields[3] ?? 0, [null, null, 0])
  const tensor = list(subgraph[2] ?? 0, [null, null, null, null, 0])
  const unit = list(tensor[4] ?? 0, [normalizationOptions, 0])
  const normalization = buffer.table([0, 0])
  buffer.point(unit[1] ?? 0, normalization.start)
  const [mean, deviation] = normalization.fields
  numbers(mean ?? 0, 0)
  numbers(deviation ?? 0, 255)
  return buffer.finish()
}

/** Its number in the schema's union `ProcessUnitOptions`. */
const normalizationOptions = 1

/** Where each field of the root table leads, `null` for an absent one. */
function readFields(model: DataView): (number | null)[] {
  return Array.from({ length: modelFields }, (_, number) => {
    const at = fieldPlace(model, number)
    return at === null ? null : at + model.getUint32(at, true)
  })
}

function readVersion(model: DataView): number {
  const at = fieldPlace(model, 0)
  if (at === null) throw new TypeError('The model has no version.')
  return at
}

function fieldPlace(model: DataView, number: number): number | null {
  const root = model.getUint32(0, true)
  const vtable = root - model.getInt32(root, true)
  if (4 + 2 * number >= model.getUint16(vtable, true)) return null
  const offset = model.getUint16(vtable + 4 + 2 * number, true)
  return offset === 0 ? null : root + offset
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
