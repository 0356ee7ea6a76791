// The clock of an exam: it runs on whatever happens to the page, and nobody gains time by turning it.
import { answerInExam, beginShortExam, expect, goOn, installClock, open, register, secondsLeft, test } from "./fixtures.mjs";

const MINUTE = 60_000;
const START = new Date("2026-03-10T09:00:00+08:00");

/** Time left, and that it is `minutes`, but for the few seconds a test takes. */
async function expectMinutes(page, minutes) {
  await expect.poll(async () => Math.abs((await secondsLeft(page)) - minutes * 60)).toBeLessThan(20);
}

async function begin(page, options) {
  await installClock(page, { time: START });
  await register(page);
  return beginShortExam(page, { minutes: 30, ...options });
}

/** The page comes back into view, as after unlocking the phone. */
async function wake(page) {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

test("the time left comes from the deadline", async ({ page }) => {
  await begin(page);
  await expectMinutes(page, 30);
  const before = await secondsLeft(page);
  await page.clock.runFor(3000);
  expect(await secondsLeft(page)).toBeLessThan(before);
  await page.clock.fastForward(10 * MINUTE);
  await expectMinutes(page, 20);
  await expect(page.getByTestId("exam-timer")).not.toHaveClass(/low/);
  await page.clock.fastForward(16 * MINUTE);
  await expectMinutes(page, 4);
  await expect(page.getByTestId("exam-timer")).toHaveClass(/low/);
  await expect(page.getByText("离交卷不到5分钟")).toBeAttached();
});

test("a reload in the middle gives no time back", async ({ page }) => {
  await begin(page);
  await answerInExam(page, true);
  await page.clock.fastForward(12 * MINUTE);
  await expectMinutes(page, 18);
  await page.reload();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  await expectMinutes(page, 18);
  await open(page, "/");
  await page.clock.fastForward(5 * MINUTE);
  await page.getByRole("link", { name: /考试未交卷.*继续/ }).click();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  await expectMinutes(page, 13);
});

test("when the time is up it is handed in with what was answered", async ({ page }) => {
  await begin(page);
  await answerInExam(page, true);
  await page.clock.fastForward(31 * MINUTE);
  await expect(page.getByTestId("exam-score")).toHaveText("2");
  await expect(page.getByText("未答3题")).toBeVisible();
  await expect(page.getByText("2026年3月10日 09:30交卷")).toBeVisible();
});

test("a phone asleep for two hours hands in on waking, at the deadline", async ({ page }) => {
  await begin(page);
  await answerInExam(page, true);
  await goOn(page);
  await answerInExam(page, true);
  // While the phone sleeps no timer runs; only the wall clock has moved.
  await page.clock.setSystemTime(new Date(START.getTime() + 120 * MINUTE));
  await wake(page);
  await expect(page.getByTestId("exam-score")).toHaveText("4");
  await expect(page.getByText("2026年3月10日 09:30交卷，用时30分钟")).toBeVisible();
});

test("the first tap after sleeping past the deadline is not counted", async ({ page }) => {
  await begin(page);
  await page.clock.pauseAt(new Date(START.getTime() + 5 * MINUTE));
  await page.clock.setSystemTime(new Date(START.getTime() + 45 * MINUTE));
  await page.getByTestId("option").first().click();
  await page.clock.resume();
  await expect(page.getByTestId("exam-score")).toHaveText("0");
  await expect(page.getByText("未答4题")).toBeVisible();
});

test("opening the link of an exam whose time is up hands it in", async ({ page, context }) => {
  const address = await begin(page);
  await answerInExam(page, true);
  await page.close();
  const later = await context.newPage();
  await later.clock.setSystemTime(new Date(START.getTime() + 24 * 60 * MINUTE));
  await later.goto(address);
  await expect(later.getByTestId("exam-score")).toHaveText("2");
  await expect(later).toHaveURL(/exam\/result\//);
  await expect(later.getByText("2026年3月10日 09:30交卷")).toBeVisible();
});

test("turning the clock back adds no time", async ({ page }) => {
  await begin(page);
  await page.clock.fastForward(20 * MINUTE);
  await expectMinutes(page, 10);
  await answerInExam(page, true);
  await page.clock.setSystemTime(new Date(START.getTime() - 60 * MINUTE));
  await page.clock.runFor(2000);
  await expectMinutes(page, 10);
  // Not even with a reload: the last answer was given with ten minutes left.
  await page.reload();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  expect(await secondsLeft(page)).toBeLessThanOrEqual(10 * 60 + 20);
});

test("a clock turned back before the beginning never shows more than the whole time", async ({ page }) => {
  await begin(page);
  await page.clock.setSystemTime(new Date(START.getTime() - 24 * 60 * MINUTE));
  await page.reload();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  expect(await secondsLeft(page)).toBeLessThanOrEqual(30 * 60);
  await expect(page.getByTestId("exam-timer")).toHaveText(/(30:00|29:\d\d)$/);
});
