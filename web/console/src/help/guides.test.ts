import { expect, test } from 'vitest'
import { guide } from '../../build/markdown'
import { guidesOf, search } from './guides'

test('a guide becomes its sections, and markup in it stays text', () => {
  const made = guide('# Title\n\nBefore <b>.\n\n## One\n\n- a `x<y`\n- **b**\n  goes on\n\n```\n# not a heading <i>\n```\n')
  expect(made.title).toBe('Title')
  expect(made.sections.map((section) => section.heading)).toEqual(['', 'One'])
  expect(made.sections[0]?.html).toBe('<p>Before &lt;b&gt;.</p>')
  expect(made.sections[1]?.html).toBe(
    '<ul><li>a <code>x&lt;y</code></li><li><strong>b</strong> goes on</li></ul><pre tabindex="0"><code># not a heading &lt;i&gt;</code></pre>',
  )
})

test('links lead to guides and nowhere else', () => {
  const made = guide('# T\n\n[a](owner.md) [b](https://example.com) [c](javascript:x)\n')
  expect(made.sections[0]?.html).toBe('<p><a href="/help/owner">a</a> b c</p>')
})

test('every guide is there in both languages, and can be searched', async () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const all = await guidesOf(language)
    expect(all.every((one) => one.title && one.sections.length > 0)).toBe(true)
  }
  const hits = search(await guidesOf('zh-CN'), '删除授权 立即')
  expect(hits[0]?.name).toBe('owner')
  expect(search(await guidesOf('en'), 'no such words anywhere')).toEqual([])
})
