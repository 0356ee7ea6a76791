// Who took part: the table, the period, the file.
import fs from "node:fs";
import { answerPaper, answerRight, answerWrong, answered, beginShortExam, expect, goOn, handIn, installClock, open, person, plant, practise, questionsOf, test } from "./fixtures.mjs";

const NOW = new Date("2026-03-10T09:00:00+08:00");
const UNIT = "某某街道办事处";
const at = (day, time = "10:00") => new Date(`${day}T${time}:00+08:00`).getTime();
const q = (number) => questionsOf("land")[number].id;

/** Three people: one of earlier days, one who did nothing and has a treacherous name, one who studies now. */
async function begin(page) {
  await installClock(page, { time: NOW });
  await plant(page, {
    ...person("p2", "卫某", "某某所", [
      [at("2025-12-31", "23:59"), answered(q(5), true)],
      [at("2026-02-20"), answered(q(0), true)],
      [at("2026-02-20"), answered(q(1), false)],
      [at("2026-03-05"), answered(q(1), false)],
    ], 1),
    ...person("p3", "=SUM(A1)", "某某所", [], 2),
    ...person("p1", "沈某某", UNIT, [], 3),
  });
  await expect(page.getByTestId("home")).toBeVisible();
}

/** The rows of a table as shown. */
function cells(table) {
  return table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}

/** One person's row, by heading. */
async function rowOf(page, name) {
  const table = page.getByTestId("participation-table");
  const headings = await table.locator("thead th").allTextContents();
  const row = (await cells(table)).find((row) => row[headings.indexOf("姓名")] === name);
  return Object.fromEntries(headings.map((heading, column) => [heading, row?.[column]]));
}

/** Reads CSV as RFC 4180 has it. */
function parseCsv(text) {
  const rows = [[""]];
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const row = rows.at(-1);
    const char = text[place];
    if (quoted) {
      if (char !== '"') row[row.length - 1] += char;
      else if (text[place + 1] === '"') { row[row.length - 1] += '"'; place += 1; } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") row.push("");
    else if (char === "\r" && text[place + 1] === "\n") { rows.push([""]); place += 1; } else row[row.length - 1] += char;
  }
  return rows.slice(0, -1);
}

async function exportCsv(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-csv").click()]);
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

test("the table counts what was done, exams and practice", async ({ page }) => {
  await begin(page);
  await practise(page, "land/sequential");
  await answerRight(page);
  await goOn(page);
  await answerRight(page);
  await goOn(page);
  await answerWrong(page);
  await open(page, "/");
  const title = await page.locator("[data-bank=civil-code] .bank-title").textContent();
  await beginShortExam(page, { single: 2, multiple: 1, judge: 1, banks: [title] });
  await answerPaper(page, (position) => (position === 3 ? null : true));
  await handIn(page);
  await expect(page.getByTestId("exam-score")).toHaveText("8");

  await open(page, "/organiser");
  await expect(page.getByText("统计这台设备上登记过的3人。")).toBeVisible();
  expect(await rowOf(page, "沈某某")).toMatchObject({
    单位: UNIT, 学习天数: "1", 作答次数: "6", 不同题数: "6", 正确率: "83%", 考试次数: "1", 最好成绩: "8（满分10）", 是否合格: "是",
  });
  expect((await rowOf(page, "沈某某")).最近学习).toContain("2026年3月10日");
  expect(await rowOf(page, "卫某")).toMatchObject({
    学习天数: "2", 作答次数: "3", 不同题数: "2", 正确率: "33%", 考试次数: "0", 最好成绩: "—", 是否合格: "未考", 最近学习: "2026年3月5日 10:00",
  });
  expect(await rowOf(page, "=SUM(A1)")).toMatchObject({ 学习天数: "0", 作答次数: "0", 不同题数: "0", 正确率: "—", 考试次数: "0", 最近学习: "—" });

  const units = await cells(page.getByRole("region", { name: "按单位" }).getByRole("table"));
  expect(units).toContainEqual([UNIT, "1", "1", "6", "6", "83%", "1", "1"]);
  expect(units).toContainEqual(["某某所", "2", "1", "3", "2", "33%", "0", "0"]);
  expect(units.at(-1)).toEqual(["合计", "3", "2", "9", "8", "67%", "1", "1"]);
});

test("the period: this year, this month, all, from and to", async ({ page }) => {
  await begin(page);
  await open(page, "/organiser");
  await expect(page.getByLabel("今年")).toBeChecked();
  expect(await rowOf(page, "卫某")).toMatchObject({ 学习天数: "2", 作答次数: "3" });
  await page.getByLabel("本月").check();
  expect(await rowOf(page, "卫某")).toMatchObject({ 学习天数: "1", 作答次数: "1", 不同题数: "1", 正确率: "0%" });
  await page.getByLabel("全部", { exact: true }).check();
  expect(await rowOf(page, "卫某")).toMatchObject({ 学习天数: "3", 作答次数: "4", 不同题数: "3", 正确率: "50%" });
  await page.getByLabel("自选日期").check();
  await page.getByLabel("从", { exact: true }).fill("2026-02-01");
  await page.getByLabel("到", { exact: true }).fill("2026-02-28");
  await expect.poll(async () => rowOf(page, "卫某")).toMatchObject({ 学习天数: "1", 作答次数: "2", 不同题数: "2", 正确率: "50%" });
  // Both ends count; the day is the local one, so 23:59 of 31 December is in the old year.
  await page.getByLabel("从", { exact: true }).fill("2025-12-31");
  await page.getByLabel("到", { exact: true }).fill("2026-02-20");
  await expect.poll(async () => rowOf(page, "卫某")).toMatchObject({ 学习天数: "2", 作答次数: "3" });
  await page.getByLabel("从", { exact: true }).fill("2026-03-06");
  await page.getByLabel("到", { exact: true }).fill("");
  await expect.poll(async () => rowOf(page, "卫某")).toMatchObject({ 学习天数: "0", 作答次数: "0", 正确率: "—" });
});

test("the file holds what is shown, so that spreadsheets read it right", async ({ page }) => {
  await begin(page);
  await open(page, "/organiser");
  const shown = [];
  for (const title of ["按人员", "按单位", "按法律"]) {
    const table = page.getByRole("region", { name: title }).getByRole("table");
    shown.push([title], await table.locator("thead th").allTextContents(), ...(await cells(table)));
  }
  const { name, bytes } = await exportCsv(page);
  expect(name).toBe(`${UNIT}_参与统计_2026-03-10.csv`);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = bytes.subarray(3).toString("utf8");
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(text.endsWith("\r\n")).toBe(true);

  const rows = parseCsv(text);
  expect(rows[0]).toEqual(["学法参与统计"]);
  expect(rows).toContainEqual(["单位", UNIT]);
  expect(rows).toContainEqual(["统计期间", "2026年1月1日至2026年12月31日"]);
  const from = rows.findIndex((row) => row[0] === "按人员");
  const to = rows.findIndex((row) => row[0] === "说明");
  const guarded = shown.map((row) => row.map((cell) => cell.replace(/^=/, "'=")));
  expect(rows.slice(from, to).filter((row) => row.join("") !== "")).toEqual(guarded);
  expect(text).toContain("'=SUM(A1)");
  expect(text).not.toMatch(/(^|,|\n)"?=/);
  const nobody = rows.find((row) => row[1] === "'=SUM(A1)");
  expect(nobody.slice(2, 5)).toEqual(["0", "0", "0"]);
  expect(nobody[6]).toBe("0");
});

test("the file follows period and unit", async ({ page }) => {
  await begin(page);
  await open(page, "/organiser");
  await page.getByLabel("本月").check();
  await page.getByLabel("填报单位（用于文件名和打印）").fill("县司法局/法宣办");
  const { name, bytes } = await exportCsv(page);
  expect(name).toBe("县司法局-法宣办_参与统计_2026-03-10.csv");
  const rows = parseCsv(bytes.subarray(3).toString("utf8"));
  expect(rows).toContainEqual(["统计期间", "2026年3月1日至2026年3月31日"]);
  const row = rows.find((row) => row[1] === "卫某");
  expect(row.slice(2, 6)).toEqual(["1", "1", "1", "0%"]);
});

test("the page is open to someone who does not study here", async ({ page }) => {
  await page.goto("./#/organiser");
  await expect(page.locator("#page-title")).toHaveText("参与统计");
  await expect(page.getByText("登记过的0人")).toBeVisible();
});
