// The part of Markdown that the guides are written in, as HTML. What it does not know stays text.

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Links lead to another guide, by its name; to other sites none does. */
function link(words: string, to: string): string {
  const guide = /^(\w+)\.md(?:#(.*))?$/.exec(to)?.[1]
  return guide ? `<a href="/help/${guide}">${words}</a>` : words
}

function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1
        ? `<code>${escape(part.slice(1, -1))}</code>`
        : escape(part)
            .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
            .replace(/(^|[^*])\*([^*\s][^*]*)\*/g, '$1<em>$2</em>')
            .replace(/\[([^\]]+)\]\(([^)]+)\)/g, (_, words: string, to: string) => link(words, to)),
    )
    .join('')
}

function table(rows: string[]): string {
  const cells = (row: string) => row.replace(/^\||\|$/g, '').split('|').map((cell) => inline(cell.trim()))
  const [head, , ...body] = rows
  const first = cells(head ?? '').map((cell) => `<th scope="col">${cell}</th>`).join('')
  const rest = body.map((row) => `<tr>${cells(row).map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<div class="wide"><table><thead><tr>${first}</tr></thead><tbody>${rest}</tbody></table></div>`
}

function list(lines: string[], tag: 'ol' | 'ul'): string {
  const items: string[] = []
  for (const line of lines) {
    const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line)?.[1]
    if (item !== undefined) items.push(item)
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return `<${tag}>${items.map((item) => `<li>${inline(joined(item))}</li>`).join('')}</${tag}>`
}

/** A line that ends and begins with Chinese goes on without a space. */
function joined(text: string): string {
  return text.replace(/([\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])/g, '$1')
}

const IS_ITEM = /^\s*(?:[-*]|\d+\.)\s+/

/** One block of lines, which no empty line parts. */
function block(lines: string[]): string {
  const [first = ''] = lines
  if (first.startsWith('|')) return table(lines)
  if (IS_ITEM.test(first)) return list(lines, /^\s*\d/.test(first) ? 'ol' : 'ul')
  return `<p>${inline(joined(lines.join(' ')))}</p>`
}

export interface Section {
  /** Empty for what stands before the first heading. */
  heading: string
  html: string
  /** What a search looks through. */
  text: string
}

export interface Guide {
  title: string
  sections: Section[]
}

/** A guide by its sections. */
export function guide(source: string): Guide {
  const found: Guide = { title: '', sections: [{ heading: '', html: '', text: '' }] }
  let lines: string[] = []
  const here = () => found.sections[found.sections.length - 1]!
  const close = () => {
    if (lines.length > 0) here().html += block(lines)
    lines = []
  }
  const parts = source.split('\n')
  for (let at = 0; at < parts.length; at += 1) {
    const line = parts[at]!
    if (!line.startsWith('#')) here().text += `${line.replace(/[`*|]/g, '')}\n`
    if (line.startsWith('```')) {
      close()
      const end = parts.indexOf('```', at + 1)
      here().html += `<pre tabindex="0"><code>${escape(parts.slice(at + 1, end).join('\n'))}</code></pre>`
      here().text += parts.slice(at + 1, end).join('\n')
      at = end
    } else if (line.startsWith('# ')) found.title = line.slice(2)
    else if (/^##+ /.test(line)) {
      close()
      found.sections.push({ heading: line.replace(/^#+ /, ''), html: '', text: '' })
    } else if (line.trim() === '') close()
    else if (IS_ITEM.test(line) && lines.length > 0 && !IS_ITEM.test(lines[0]!)) {
      close()
      lines.push(line)
    } else lines.push(line)
  }
  close()
  found.sections = found.sections.filter((section) => section.html)
  return found
}
