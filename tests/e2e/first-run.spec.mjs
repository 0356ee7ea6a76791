// The first five minutes of someone who opens the page for the first time.
import { answerRight, answerWrong, expect, goHome, goOn, knownQuestion, question, questionId, records, register, test } from "./fixtures.mjs";

test("something to read stands before the program arrives", async ({ page }) => {
  let letGo;
  const held = new Promise((resolve) => { letGo = resolve; });
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("./", { waitUntil: "commit" });
  await expect(page.locator("#loading")).toBeVisible();
  await expect(page.locator("#loading")).toContainText("会前学法，学法考法");
  await expect(page.locator("#loading")).toContainText("正在打开");
  await expect(page.getByTestId("welcome")).toHaveCount(0);
  letGo();
  await expect(page.getByTestId("welcome")).toBeVisible();
  await expect(page.locator("#loading")).toHaveCount(0);
});

test("an empty name or unit is refused in Chinese and nothing is saved", async ({ page }) => {
  await page.goto("./");
  const save = page.getByTestId("profile-save");
  const error = page.getByRole("alert").filter({ hasText: "请填写" });

  await save.click();
  await expect(error).toHaveText("请填写姓名。");

  await page.getByTestId("profile-name").fill("  　 ");
  await page.getByTestId("profile-unit").fill("测试单位");
  await save.click();
  await expect(error).toHaveText("请填写姓名。");

  await page.getByTestId("profile-name").fill("李某");
  await page.getByTestId("profile-unit").fill(" ");
  await save.click();
  await expect(error).toHaveText("请填写单位。");

  await expect(page.getByTestId("welcome")).toBeVisible();
  expect(Object.keys(await records(page)).filter((key) => key.startsWith("xuefa:profile:"))).toEqual([]);
  await page.reload();
  await expect(page.getByTestId("welcome")).toBeVisible();
});

test("a name that is too long is refused with the limit", async ({ page }) => {
  await page.goto("./");
  await page.getByTestId("profile-name").fill("长".repeat(31));
  await page.getByTestId("profile-unit").fill("测试单位");
  await page.getByTestId("profile-save").click();
  await expect(page.locator("#profile-error")).toHaveText("姓名最多30个字，请改短一些。");
});

test("from the first visit to the first answers, and back the next time", async ({ page }) => {
  await page.goto("./");
  await register(page, "王某某", "城关镇人民政府");
  await expect(page.getByTestId("home")).toBeVisible();
  await expect(page.locator("#page-title")).toContainText("王某某");
  await expect(page.getByTestId("continue")).toHaveCount(0);

  const card = page.getByTestId("bank-card").first();
  const bank = await card.getAttribute("data-bank");
  const title = await card.locator(".bank-title").textContent();
  await card.click();
  await expect(page.locator("#page-title")).toHaveText(title);
  await page.getByTestId("mode-sequential").click();
  await expect(question(page)).toBeVisible();
  expect(knownQuestion(await questionId(page)).bank).toBe(bank);

  // Right: said in words, with why and the article.
  const first = await answerRight(page);
  await expect(page.getByTestId("feedback")).toContainText("回答正确");
  await expect(page.locator(".explanation")).toHaveText(knownQuestion(first).explanation);
  await expect(page.locator(".citation")).toContainText("法条依据");
  await expect(page.locator(".citation")).toContainText(/《.+》第\d+条/);
  await goOn(page);

  // Wrong: the right one is shown as well.
  const second = await answerWrong(page);
  await expect(page.getByTestId("feedback")).toContainText("回答错误");
  await expect(page.getByTestId("feedback")).toContainText("正确答案：");
  for (const index of knownQuestion(second).key) {
    await expect(page.locator(`[data-testid=option][data-option="${index}"]`)).toContainText("正确答案");
  }
  await expect(page.locator(".explanation")).toHaveText(knownQuestion(second).explanation);
  await goOn(page);
  await answerRight(page);
  await goOn(page);
  const fourth = await questionId(page);

  await page.reload();
  await expect(question(page)).toHaveAttribute("data-question", fourth);
  await page.getByRole("button", { name: "上一题" }).click();
  await page.getByRole("button", { name: "上一题" }).click();
  await expect(question(page)).toHaveAttribute("data-question", second);
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
  await goOn(page);
  await goOn(page);

  await goHome(page);
  await expect(page.getByTestId("continue")).toContainText("接着上次");
  await expect(page.getByTestId("continue")).toContainText(`${title} · 顺序练习`);
  await expect(page.getByText("今天已做3题")).toBeVisible();
  await expect(page.locator(`[data-bank="${bank}"] .meter .figures`)).toHaveText(/^3\//);
  await page.getByTestId("continue").click();
  await expect(question(page)).toHaveAttribute("data-question", fourth);
});

test("an answered question cannot be answered again", async ({ page }) => {
  await register(page);
  await page.getByTestId("bank-card").first().click();
  await page.getByTestId("mode-sequential").click();
  await answerWrong(page);
  for (const option of await page.getByTestId("option").all()) await option.click({ force: true });
  await expect(page.getByTestId("feedback")).toHaveAttribute("data-correct", "false");
  await goHome(page);
  await expect(page.getByText("今天已做1题")).toBeVisible();
});
