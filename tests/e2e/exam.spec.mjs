// Mock exams: the paper, the rules, the score.
import { answerInExam, answerPaper, beginShortExam, expect, goOn, handIn, knownQuestion, open, paperLength, question, questionId, questionsOf, bankIds, records, register, test } from "./fixtures.mjs";

/** Events of one kind in all logs. */
async function events(page, kind) {
  const all = await records(page);
  return Object.entries(all)
    .filter(([key]) => key.startsWith("xuefa:log:"))
    .flatMap(([, text]) => JSON.parse(text).d)
    .map(([, , event]) => event[kind])
    .filter(Boolean);
}

/** What stands on the page of the question on screen: its id and the order of its options. */
async function shown(page) {
  const id = await questionId(page);
  return [id, await page.getByTestId("option").evaluateAll((all) => all.map((one) => one.dataset.option).join(""))];
}

/** Leafs through the paper from its first question. */
async function leaf(page) {
  const n = await paperLength(page);
  const seen = [];
  for (let position = 0; position < n; position += 1) {
    seen.push(await shown(page));
    if (position + 1 < n) await goOn(page);
  }
  return seen;
}

test("a preset from the list to the certificate", async ({ page }) => {
  await register(page, "孙某某", "某某镇司法所");
  await open(page, "/exam");
  await expect(page.getByText("还没有考试记录")).toBeVisible();
  await page.getByTestId("exam-preset-shaanxi").click();
  await expect(page.locator(".rules")).toContainText("单选题25道×2分");
  await expect(page.locator(".rules")).toContainText("多选题10道×2分");
  await expect(page.locator(".rules")).toContainText("判断题15道×2分");
  await expect(page.locator(".rules")).toContainText("共100分，90分钟，60分合格");
  await expect(page.locator(".rules")).toContainText("全对才得分");
  await expect(page.locator(".rules")).toContainText("开始后一直计时");
  await page.getByTestId("exam-start").click();

  await expect(page.getByTestId("exam-timer")).toHaveText(/1:(30:00|29:5\d)$/);
  expect(await paperLength(page)).toBe(50);
  const flag = page.getByTestId("exam-flag");
  await flag.click();
  await expect(flag).toHaveText("已标记");

  const asked = await answerPaper(page, (position) => (position === 49 ? null : true));
  expect(new Set(asked.map(({ id }) => id)).size).toBe(50);
  for (const [kind, n] of [["single", 25], ["multiple", 10], ["judge", 15]]) expect(asked.filter((one) => one.kind === kind)).toHaveLength(n);
  await expect(page.getByTestId("exam-saved")).toHaveText("已保存");

  await page.getByRole("button", { name: "答题卡" }).click();
  await expect(page.getByText("共50题，未答1题")).toBeVisible();
  await expect(page.getByRole("button", { name: "第1题 已答，已标记" })).toBeVisible();
  await expect(page.getByRole("button", { name: "第50题 未答" })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();

  await page.getByTestId("exam-submit").click();
  await expect(page.getByRole("dialog")).toContainText("还有1题没有作答");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  await answerInExam(page, true);
  await page.getByTestId("exam-submit").click();
  await expect(page.getByRole("dialog")).toContainText("所有题都已作答");
  await page.getByTestId("exam-confirm").click();

  await expect(page.getByTestId("exam-score")).toHaveText("100");
  await expect(page.getByText("/ 100分")).toBeVisible();
  await expect(page.getByTestId("exam-band")).toHaveText("优秀，通过");
  await expect(page.getByText("答对50题，答错0题，未答0题")).toBeVisible();
  await page.getByRole("link", { name: "打印合格证明" }).click();
  await expect(page.locator(".certificate-text")).toContainText("孙某某（某某镇司法所）");
  await expect(page.locator(".certificate-text")).toContainText("得分100分（满分100分），等次优秀");

  await open(page, "/exam");
  const row = page.getByRole("region", { name: "考试记录" }).getByRole("row").nth(1);
  await expect(row).toContainText("100/100");
  await expect(row).toContainText("优秀");
  await expect(row.getByRole("link")).toContainText("陕西式");
  await open(page, "/");
  await expect(page.getByRole("link", { name: /陕西式.*100分 优秀/ })).toBeVisible();
});

test("blanks and wrong answers score nothing, and the rest scores in full", async ({ page }) => {
  await register(page);
  await beginShortExam(page, { single: 3, multiple: 2, judge: 2 });
  // Points: single 2, multiple 4, judge 2.
  const how = [true, null, false, true, null, true, false];
  const asked = await answerPaper(page, (position) => how[position]);
  const points = { single: 2, multiple: 4, judge: 2 };
  const total = asked.reduce((sum, { kind }) => sum + points[kind], 0);
  const score = asked.reduce((sum, { kind }, position) => sum + (how[position] ? points[kind] : 0), 0);
  expect([score, total]).toEqual([8, 18]);
  await page.getByTestId("exam-submit").click();
  await expect(page.getByRole("dialog")).toContainText("还有2题没有作答，未答的题不得分");
  await page.getByTestId("exam-confirm").click();
  await expect(page.getByTestId("exam-score")).toHaveText("8");
  await expect(page.getByText("/ 18分")).toBeVisible();
  await expect(page.getByTestId("exam-band")).toHaveText("不合格，未通过");
  await expect(page.getByText("答对3题，答错2题，未答2题")).toBeVisible();
  await expect(page.getByRole("link", { name: "打印合格证明" })).toHaveCount(0);

  // Only what was not right is explained at first; all of it on demand.
  await expect(page.getByTestId("reviewed-question")).toHaveCount(4);
  await expect(page.getByText("第2题，得0分（满分2分）")).toBeVisible();
  await expect(page.getByText("你的答案：未作答")).toHaveCount(2);
  await page.getByLabel("只看没答对的题").uncheck();
  await expect(page.getByTestId("reviewed-question")).toHaveCount(7);
  await expect(page.getByText("第4题，得4分（满分4分）")).toBeVisible();
  const first = page.getByTestId("reviewed-question").first();
  await expect(first).toContainText(asked[0].explanation);
  await expect(first.locator(".citation")).toContainText("法条依据");

  // Wrong answers are in the wrong book.
  await open(page, "/review");
  for (const position of [2, 6]) await expect(page.locator(".entry summary").filter({ hasText: asked[position].stem })).toHaveCount(1);
});

test("half the points for an incomplete answer, where the recipe says so", async ({ page }) => {
  await register(page);
  await open(page, "/exam/new/free");
  for (const [kind, count] of [["单选题", 0], ["多选题", 2], ["判断题", 0]]) {
    await page.getByRole("group", { name: kind, exact: true }).getByLabel("题数").fill(String(count));
  }
  await page.getByLabel("少选得一半分，错选不得分").check();
  await expect(page.locator(".rules")).toContainText("少选得一半分");
  await page.getByTestId("exam-start").click();
  // Incomplete, then incomplete with a wrong option.
  const first = knownQuestion(await questionId(page));
  for (const index of first.key.slice(1)) await page.locator(`[data-testid=option][data-option="${index}"]`).click();
  await goOn(page);
  const second = knownQuestion(await questionId(page));
  const foreign = second.options.findIndex((_, index) => !second.key.includes(index));
  const chosen = foreign >= 0 ? [second.key[0], foreign] : second.key.slice(1);
  for (const index of chosen) await page.locator(`[data-testid=option][data-option="${index}"]`).click();
  await handIn(page);
  await expect(page.getByTestId("exam-score")).toHaveText(foreign >= 0 ? "2" : "4");
  await expect(page.getByText("计分规则：多选题少选得一半分，错选不得分。")).toBeVisible();
});

test("handing in twice gives one result", async ({ page }) => {
  await register(page);
  await beginShortExam(page);
  await answerPaper(page);
  await page.getByTestId("exam-submit").click();
  await page.getByTestId("exam-confirm").evaluate((button) => {
    button.click();
    button.click();
    button.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  });
  await expect(page.getByTestId("exam-score")).toHaveText("10");
  expect(await events(page, "xs")).toHaveLength(1);
  await open(page, "/exam");
  await expect(page.getByRole("region", { name: "考试记录" }).getByRole("row")).toHaveCount(2);
});

test("a double click on 交卷 gives one result", async ({ page }) => {
  await register(page);
  await beginShortExam(page);
  await answerPaper(page);
  await page.getByTestId("exam-submit").dblclick();
  await page.getByTestId("exam-confirm").dblclick();
  await expect(page.getByTestId("exam-score")).toHaveText("10");
  expect(await events(page, "xs")).toHaveLength(1);
});

test("a paper larger than the banks is refused with numbers, and nothing is begun", async ({ page }) => {
  await register(page);
  const bank = bankIds()[0];
  const title = await page.locator(`[data-bank="${bank}"] .bank-title`).textContent();
  const found = questionsOf(bank).filter(({ kind }) => kind === "multiple").length;
  await open(page, "/exam/new/free");
  await page.getByRole("checkbox", { name: title }).check();
  const count = page.getByRole("group", { name: "多选题", exact: true }).getByLabel("题数");
  await count.fill(String(found + 1));
  const error = page.getByTestId("exam-error");
  await page.getByTestId("exam-start").click();
  await expect(error).toContainText(`多选题需要${found + 1}道，只有${found}道`);
  await expect(error).toContainText("请多选几个题库，或减少题数");
  await count.fill("201");
  await page.getByTestId("exam-start").click();
  await expect(error).toContainText("最多200道题");
  for (const kind of ["单选题", "多选题", "判断题"]) await page.getByRole("group", { name: kind, exact: true }).getByLabel("题数").fill("0");
  await page.getByTestId("exam-start").click();
  await expect(error).toContainText("请至少设置一道题");
  await page.getByRole("group", { name: "单选题", exact: true }).getByLabel("题数").fill("1");
  await page.getByLabel("时间（分钟）").fill("0");
  await page.getByTestId("exam-start").click();
  await expect(error).toContainText("考试时间要在1至300分钟之间");
  expect(Object.keys(await records(page)).filter((key) => key.startsWith("xuefa:paper:"))).toEqual([]);
  expect(await events(page, "xb")).toEqual([]);

  await page.getByLabel("时间（分钟）").fill("10");
  await page.getByTestId("exam-start").click();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  expect(knownQuestion(await questionId(page)).bank).toBe(bank);
});

test("while answering nothing tells law, chapter, answer or explanation", async ({ page }) => {
  await register(page);
  // The words that would tell: titles of banks and chapters.
  const words = new Set();
  for (const bank of bankIds()) {
    words.add(await page.locator(`[data-bank="${bank}"] .bank-title`).textContent());
  }
  for (const bank of bankIds()) {
    await open(page, `/bank/${bank}`);
    await expect(page.getByTestId("mode-chapter").first()).toBeAttached();
    for (const title of await page.getByTestId("mode-chapter").locator("span:first-child").allTextContents()) if (title) words.add(title);
  }
  expect(words.size).toBeGreaterThan(bankIds().length);
  await beginShortExam(page, { single: 4, multiple: 2, judge: 2 });
  const n = await paperLength(page);
  for (let position = 0; position < n; position += 1) {
    const known = knownQuestion(await questionId(page));
    await page.getByTestId("option").first().click();
    const around = await page.locator("main").evaluate((main) => {
      const copy = main.cloneNode(true);
      for (const own of copy.querySelectorAll(".stem, .case, .option-text")) own.remove();
      return copy.textContent;
    });
    for (const word of words) expect(around).not.toContain(word);
    expect(around).not.toContain(known.explanation);
    expect(around).not.toContain("正确答案");
    await expect(page.locator(".citation, .option.right, .option.wrong")).toHaveCount(0);
    if (position + 1 < n) await goOn(page);
  }
});

test("doing the paper again asks the same questions in the same order", async ({ page }) => {
  await register(page);
  const before = await beginShortExam(page, { single: 3, multiple: 2, judge: 2 });
  const first = await leaf(page);
  await handIn(page);
  await expect(page.getByTestId("exam-score")).toHaveText("0");
  await page.getByRole("button", { name: "重做这份试卷" }).click();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  expect(page.url()).not.toBe(before);
  expect(await leaf(page)).toEqual(first);
  await page.getByRole("button", { name: "答题卡" }).click();
  await page.getByRole("button", { name: "第1题 未答" }).click();
  await expect(page.getByText("第1题 / 共7题")).toBeVisible();
  await answerPaper(page);
  await handIn(page);
  await expect(page.getByTestId("exam-score")).toHaveText("18");
  await open(page, "/exam");
  const rows = page.getByRole("region", { name: "考试记录" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("18/18");
  await expect(rows.nth(2)).toContainText("0/18");
  await expect(page.getByRole("img", { name: "历次得分趋势" })).toBeVisible();
});

test("an answer in an exam may be changed and taken back until it is handed in", async ({ page }) => {
  await register(page);
  await beginShortExam(page, { single: 1, multiple: 1, judge: 0 });
  await answerInExam(page, false);
  await answerInExam(page, true);
  await expect(page.locator(".option.chosen")).toHaveCount(1);
  await goOn(page);
  const option = page.getByTestId("option").first();
  await option.click();
  await expect(option).toHaveAttribute("aria-pressed", "true");
  await option.click();
  await expect(option).toHaveAttribute("aria-pressed", "false");
  await page.getByTestId("exam-submit").click();
  await expect(page.getByRole("dialog")).toContainText("还有1题没有作答");
  await page.getByTestId("exam-confirm").click();
  await expect(page.getByTestId("exam-score")).toHaveText("2");
});

test("an exam that is open is offered at home, and a finished one cannot be reopened", async ({ page }) => {
  await register(page);
  const address = await beginShortExam(page);
  await answerInExam(page, true);
  await open(page, "/");
  await page.getByRole("link", { name: /考试未交卷.*继续/ }).click();
  await expect(page.getByTestId("exam-timer")).toBeVisible();
  await expect(page.getByText("第2题 / 共4题")).toBeVisible();
  await handIn(page);
  await page.goto(address);
  await expect(page.getByTestId("exam-score")).toHaveText("2");
  await expect(question(page)).toHaveCount(0);
  await open(page, "/");
  await expect(page.getByText("考试未交卷")).toHaveCount(0);
});

test("an exam link that means nothing here says so", async ({ page }) => {
  await register(page);
  await open(page, "/exam/run/nothing");
  await expect(page.locator("#page-title")).toHaveText("打不开这场考试");
  await open(page, "/exam/result/nothing");
  await expect(page.locator("#page-title")).toHaveText("没有这个页面");
  await open(page, "/exam/new/nothing");
  await expect(page.locator("#page-title")).toHaveText("没有这个页面");
});
