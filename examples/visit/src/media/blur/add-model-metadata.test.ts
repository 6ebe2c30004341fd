import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { addModelMetadata } from './add-model-metadata.ts'

const model = (name: string) => readFile(new URL(import.meta.resolve(`@mediapipe/selfie_segmentation/${name}.tflite`)))

/** Reads FlatBuffers as the schema has them; what accepts the result in earnest is the test in a real browser. */
function reader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const follow = (at: number) => at + view.getUint32(at, true)
  const field = (table: number, number: number) => {
    const vtable = table - view.getInt32(table, true)
    const offset = 4 + 2 * number < view.getUint16(vtable, true) ? view.getUint16(vtable + 4 + 2 * number, true) : 0
    return offset === 0 ? null : table + offset
  }
  const child = (table: number, number: number) => follow(field(table, number) ?? Number.NaN)
  const item = (vector: number, index: number) => follow(vector + 4 + 4 * index)
  return { view, root: follow(0), field, child, item, count: (vector: number) => view.getUint32(vector, true) }
}

describe('addModelMetadata', () => {
  test.each(['selfie_segmentation', 'selfie_segmentation_landscape'])('%s', async (name) => {
    const before = await model(name)
    const old = reader(before)
    const after = addModelMetadata(before)
    const { view, root, field, child, item, count } = reader(after)

    expect(view.getUint32(field(root, 0) ?? 0, true)).toBe(3)
    const buffers = child(root, 4)
    expect(count(buffers)).toBe(old.count(old.child(old.root, 4)) + 1)
    const entry = item(child(root, 6), 0)
    const label = child(entry, 0)
    expect(new TextDecoder().decode(after.subarray(label + 4, label + 4 + count(label)))).toBe('TFLITE_METADATA')
    expect(view.getUint32(field(entry, 1) ?? 0, true)).toBe(count(buffers) - 1)

    const data = child(item(buffers, count(buffers) - 1), 0)
    expect((data + 4) % 16).toBe(0)
    const metadata = after.slice(data + 4, data + 4 + count(data))
    expect(new TextDecoder().decode(metadata.subarray(4, 8))).toBe('M001')
    const inner = reader(metadata)
    const tensor = inner.item(inner.child(inner.item(inner.child(inner.root, 3), 0), 2), 0)
    const unit = inner.item(inner.child(tensor, 4), 0)
    expect(inner.view.getUint8(inner.field(unit, 0) ?? 0)).toBe(1)
    const normalization = inner.child(unit, 1)
    expect([0, 1].map((number) => inner.view.getFloat32(inner.child(normalization, number) + 4, true))).toEqual([
      0, 255,
    ])
  })

  test('leaves every buffer and the graph what they were', async () => {
    const before = await model('selfie_segmentation_landscape')
    const after = addModelMetadata(before)
    const [old, now] = [reader(before), reader(after)]
    const shift = after.length - before.length
    expect(shift % 16).toBe(0)
    const [oldBuffers, buffers] = [old.child(old.root, 4), now.child(now.root, 4)]
    for (let index = 0; index < old.count(oldBuffers); index += 1)
      expect(now.item(buffers, index)).toBe(old.item(oldBuffers, index) + shift)
    for (const number of [1, 2, 3]) expect(now.child(now.root, number)).toBe(old.child(old.root, number) + shift)
  })

  test('refuses what is no model, or one that has metadata', async () => {
    expect(() => addModelMetadata(new TextEncoder().encode('<!doctype html>'.repeat(20)))).toThrow('not a model')
    expect(() => addModelMetadata(new Uint8Array(3))).toThrow('not a model')
    const once = addModelMetadata(await model('selfie_segmentation_landscape'))
    expect(() => addModelMetadata(once)).toThrow('metadata already')
  })
})
