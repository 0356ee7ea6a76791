// Everything without a mouse.
import { answerRight, answerWrong, beginShortExam, expect, goOn, goOnTo, knownQuestion, practise, question, questionId, register, test, wrongChoice } from "./fixtures.mjs";

/** The letter shown on the option with this index in the file. */
async function letterOf(page, index) {
  return page.locator(`[data-testid=option][data-option="${index}"]`).getAttribute("data-letter");
}

async function pressRight(page) {
  const known = knownQuestion(await questionId(page));
  for (const index of known.key) await page.keyboard.press((await letterOf(page, index)).toLowerCase());
  if (known.kind === "multiple") await page.keyboard.press("Enter");
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "true");
  return known;
}

test("practice by letters, digits, Enter and arrows", async ({ page }) => {
  await register(page);
  await practise(page, "land/sequential");
  await goOnTo(page, "judge");
  const first = await questionId(page);

  await pressRight(page);
  await expect(page.locator("#next-question")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(question(page)).not.toHaveAttribute("data-question", first);
  await expect(page.locator("#stem")).toBeFocused();

  // Digits count like letters.
  await goOnTo(page, "single");
  const second = await questionId(page);
  const wrong = await letterOf(page, wrongChoice(knownQuestion(second))[0]);
  await page.keyboard.press(String(wrong.charCodeAt(0) - 64));
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
  await expect(page.locator("#next-question")).toBeFocused();

  await page.keyboard.press("ArrowRight");
  await expect(question(page)).not.toHaveAttribute("data-question", second);
  await expect(page.locator("#stem")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(question(page)).toHaveAttribute("data-question", second);
  await expect(page.locator("#stem")).toBeFocused();
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
  // Letters change nothing any more.
  await page.keyboard.press("a");
  await page.keyboard.press("b");
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
  await page.keyboard.press("Enter");
  await expect(question(page)).not.toHaveAttribute("data-question", second);
});

test("several options by keyboard: letters toggle, Enter confirms", async ({ page }) => {
  await register(page);
  await practise(page, "land/sequential");
  await goOnTo(page, "multiple");
  const options = page.getByTestId("option");
  await page.keyboard.press("a");
  await expect(options.first()).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("a");
  await expect(options.first()).toHaveAttribute("aria-pressed", "false");
  // Nothing chosen: Enter does not count as an answer.
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await pressRight(page);
  await expect(page.locator("#next-question")).toBeFocused();
});

test("F marks as favourite, before and after the answer", async ({ page }) => {
  await register(page);
  await practise(page, "land/sequential");
  await goOnTo(page, "single");
  const star = page.locator(".star");
  await page.keyboard.press("f");
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await page.keyboard.press("F");
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await pressRight(page);
  await page.keyboard.press("f");
  await expect(star).toHaveAttribute("aria-pressed", "true");
});

test("keys do nothing while typing, with Ctrl, or behind a dialog", async ({ page }) => {
  await register(page);
  await practise(page, "land/sequential");
  await goOnTo(page, "single");
  const id = await questionId(page);

  for (const keys of ["Control+a", "Control+f", "Alt+b", "Meta+c"]) await page.keyboard.press(keys);
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await expect(page.locator(".star")).toHaveAttribute("aria-pressed", "false");

  await page.getByRole("button", { name: "题目有误" }).click();
  await page.getByLabel("问题说明").fill("");
  await page.keyboard.type("abcdf12 题干有错字");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByLabel("问题说明")).toHaveValue(/abcdf12 题干有错字/);
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("问题说明")).toHaveCount(0);

  await page.getByRole("button", { name: "答题卡" }).click();
  await page.keyboard.press("b");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(question(page)).toHaveAttribute("data-question", id);
  await expect(page.getByTestId("feedback")).toHaveCount(0);
  await page.keyboard.press("b");
  await expect(page.getByTestId("feedback")).toBeVisible();
});

test("focus goes to 下一题 after an answer and to the question after going on", async ({ page }) => {
  await register(page);
  await practise(page, "land/sequential");
  await answerRight(page);
  await expect(page.locator("#next-question")).toBeFocused();
  await goOn(page);
  await expect(page.locator("#stem")).toBeFocused();
  await answerWrong(page);
  await expect(page.locator("#next-question")).toBeFocused();
  await goOn(page);
  await expect(page.locator("#stem")).toBeFocused();
});

test("from home to the first answer with the Tab key", async ({ page }) => {
  await register(page);
  await expect(page.getByTestId("home")).toBeVisible();
  const tabTo = async (locator) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      if (await locator.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error("sixty presses of Tab do not reach it");
  };
  await tabTo(page.getByTestId("bank-card").first());
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("mode-sequential")).toBeVisible();
  await tabTo(page.getByTestId("mode-sequential"));
  await page.keyboard.press("Enter");
  await expect(question(page)).toBeVisible();
  await tabTo(page.getByTestId("option").first());
  await page.keyboard.press("Space");
  if ((await question(page).getAttribute("data-kind")) === "multiple") {
    await tabTo(page.getByTestId("submit-answer"));
    await page.keyboard.press("Space");
  }
  await expect(page.getByTestId("feedback")).toBeVisible();
});

test("the skip link leads past the header", async ({ page }) => {
  await register(page);
  await page.reload();
  await expect(page.getByTestId("home")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#page-title")).toBeFocused();
  await expect(page.getByTestId("home")).toBeVisible();
});

test("an exam by keyboard alone", async ({ page }) => {
  await register(page);
  await beginShortExam(page, { single: 1, multiple: 1, judge: 1 });
  for (let position = 0; position < 3; position += 1) {
    await expect(page.getByText(`第${position + 1}题 / 共3题`)).toBeVisible();
    const known = knownQuestion(await questionId(page));
    for (const index of known.key) {
      await page.keyboard.press((await letterOf(page, index)).toLowerCase());
      await expect(page.locator(`[data-testid=option][data-option="${index}"]`)).toHaveAttribute("aria-pressed", "true");
    }
    if (position < 2) {
      await page.keyboard.press(position === 0 ? "Enter" : "ArrowRight");
      await expect(page.locator("#stem")).toBeFocused();
    }
  }
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText("第2题 / 共3题")).toBeVisible();
  await page.getByTestId("exam-submit").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("exam-confirm")).toBeVisible();
  await page.getByTestId("exam-confirm").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("exam-score")).toBeVisible();
  await expect(page.getByTestId("exam-band")).toContainText("优秀");
});
