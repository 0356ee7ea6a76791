// Finding questions over all banks.
import { bankIds, expect, loadAnswers, open, register, test } from "./fixtures.mjs";

const all = [...loadAnswers().values()];

/** How many questions hold all of these words. */
function count(...words) {
  return all.filter((one) => {
    const text = [one.stem, ...one.options, one.explanation].join("\n");
    return words.every((word) => text.includes(word));
  }).length;
}

/** A question with eight characters in one place, and in none of the others. */
function phrase(place, { elsewhere, bank }) {
  for (const one of all) {
    if (bank && one.bank !== bank) continue;
    for (const [words] of place(one).matchAll(/[\u4e00-\u9fff]{8}/g)) {
      if (!elsewhere(one).includes(words) && count(words) <= 20) return { one, words };
    }
  }
  throw new Error("no such words");
}

async function search(page, words) {
  await page.getByTestId("search-input").fill(words);
}

async function expectFound(page, n) {
  await expect(page.getByText(`找到${n}题`, { exact: true })).toBeVisible();
}

/** The entry of this question; several stems may be alike, ids are not. */
function entry(page, one) {
  return page.locator(`[data-testid=search-result][data-question="${one.id}"]`);
}

test.beforeEach(async ({ page }) => {
  await register(page);
  await page.getByRole("link", { name: "搜索题目" }).click();
  await expect(page.getByTestId("search-input")).toBeVisible();
});

for (const [name, place, elsewhere] of [
  ["the stem", (one) => one.stem, (one) => one.options.join("\n") + one.explanation],
  ["an option", (one) => one.options.join("\n"), (one) => one.stem + one.explanation],
  ["the explanation", (one) => one.explanation, (one) => one.stem + one.options.join("\n")],
]) {
  test(`words of ${name} find the question; opened, it shows answer and article`, async ({ page }) => {
    const { one, words } = phrase(place, { elsewhere });
    await search(page, words);
    await expectFound(page, count(words));
    await expect(page.getByTestId("search-result")).toHaveCount(count(words));
    const found = entry(page, one);
    await expect(found.locator("summary")).toHaveText(one.stem);
    await expect(found.locator(".explanation")).toBeHidden();
    await found.locator("summary").click();
    await expect(found.locator(".explanation")).toHaveText(one.explanation);
    await expect(found).toContainText(`正确答案：${one.key.map((index) => "ABCDEFGH"[index]).join("")}`);
    await expect(found.locator(".option.right")).toHaveCount(one.key.length);
    await expect(found.locator(".citation")).toContainText(/《.+》第\d+条/);
  });
}

test("every bank is searched", async ({ page }) => {
  for (const bank of bankIds()) {
    const { one, words } = phrase((one) => one.stem, { elsewhere: () => "", bank });
    await search(page, words);
    await expectFound(page, count(words));
    await expect(entry(page, one)).toHaveCount(1);
  }
});

test("several words must all be there; nothing found says so; an empty field says nothing", async ({ page }) => {
  const { one, words } = phrase((one) => one.stem, { elsewhere: () => "" });
  const [other] = /[\u4e00-\u9fff]{4}/.exec(one.explanation);
  await search(page, `${words} ${other}`);
  await expectFound(page, count(words, other));
  await expect(entry(page, one)).toHaveCount(1);
  await search(page, "并不存在的词句");
  await expectFound(page, 0);
  await expect(page.getByTestId("search-result")).toHaveCount(0);
  await search(page, "  ");
  await expect(page.getByText(/找到\d+题/)).toHaveCount(0);
});

test("many results come in portions", async ({ page }) => {
  const word = "规定";
  const n = count(word);
  expect(n).toBeGreaterThan(30);
  await search(page, word);
  await expectFound(page, n);
  await expect(page.getByTestId("search-result")).toHaveCount(30);
  await page.getByRole("button", { name: "显示更多" }).click();
  await expect(page.getByTestId("search-result")).toHaveCount(Math.min(60, n));
});

test("searching counts for nothing", async ({ page }) => {
  const { one, words } = phrase((one) => one.stem, { elsewhere: () => "" });
  await search(page, words);
  await entry(page, one).locator("summary").click();
  await entry(page, one).getByTestId("option").first().click({ force: true });
  await open(page, "/");
  await expect(page.getByText("今天还没有做题")).toBeVisible();
});
