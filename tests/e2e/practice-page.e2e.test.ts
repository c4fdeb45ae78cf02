import axe from 'axe-core'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { useHouse } from './house.ts'

const house = useHouse()
const LIMIT_MS = 20_000

let browser: Browser | undefined
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** What a function sees that runs in the page. */
interface BrowserGlobals {
  axe: typeof axe
}

async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as BrowserGlobals).axe.run())
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
}

const TURNS = [
  'Hello, thanks for your time, my name is Lee.',
  'What brings you here, what problem would you like to solve?',
  'I understand. How many people are in your team?',
  'What do you use today?',
  'That makes sense. What does it cost you when a message is missed?',
  'Fair point. If it saves one deal a month it pays for itself, and you can start small with two people.',
  'Who decides on this?',
  'I hear you. One of our customers, Brightroof, had the same worry; there is a free trial for 14 days without a card.',
  'Fair question. And you can stop any month, it is monthly.',
  'Shall we book a demo, would Tuesday at ten work for you?',
]

test('a trainee practises ten turns in the browser, with a mood, advice and a score', async () => {
  const context = await browser!.newContext({ viewport: { width: 1100, height: 1200 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(LIMIT_MS)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  const { gatewayUrl, environment } = house().system
  await page.goto(`${gatewayUrl}/?practice#token=${environment['ADMIN_TOKEN']}`)
  await page.getByLabel('Your name').fill('Lee')
  await page.getByRole('button', { name: 'Practise on Sam Rivera' }).click()
  const box = page.getByLabel('What you say to the customer')
  for (const [index, text] of TURNS.entries()) {
    await box.fill(text)
    await box.press('Enter')
    await page.locator('.practice-turn').nth(index).locator('.advice-head').waitFor()
    if (index === 4) await page.getByLabel('Show how it was understood').check()
    if (index === 4 || index === TURNS.length - 1) {
      await page.screenshot({ path: join(tmpdir(), `practice-${index + 1}.png`), fullPage: true })
    }
  }
  await expect(page.locator('[data-fact=stage]').innerText()).resolves.toBe('won')
  expect(await page.locator('.practice-bubble.theirs').last().innerText()).toMatch(/of 100 points/)
  expect(await page.locator('.practice-why').count()).toBe(TURNS.length)
  await page.getByRole('button', { name: 'It helped' }).last().click()
  await page.locator('.practice-turn button[aria-pressed=true]').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.reload()
  await page.locator('.practice-past td', { hasText: 'Lee' }).waitFor()
  expect(problems).toEqual([])
  await context.close()
})
