import { walk } from './walk.mjs'

walk('zh-CN')
