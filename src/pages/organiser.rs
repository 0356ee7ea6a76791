//! Who took part on this device: what is shown is what is exported.

use crate::components::save_file::{SaveFile, TextFile};
use crate::platform;
use crate::state::{expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::event::Log;
use xuefa_core::participation::{Participation, Period, Tally};
use xuefa_core::profile::Profile;
use xuefa_core::progress::Progress;
use xuefa_core::table::{Table, file_name, to_csv};
use xuefa_core::time::Day;

/// Which days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PeriodChoice {
    Year,
    Month,
    All,
    Range,
}

/// The page.
#[component]
pub(crate) fn OrganiserPage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let choice = RwSignal::new(PeriodChoice::Year);
    let from = RwSignal::new(String::new());
    let to = RwSignal::new(String::new());
    let unit = RwSignal::new(study.current.get_untracked().map(|profile| profile.unit).unwrap_or_default());
    // Logs are read once; the person practising on this device does so on another page.
    let people: Vec<(Profile, Log)> = study
        .profiles
        .get_untracked()
        .into_iter()
        .filter_map(|profile| study.store().log(&profile.id).ok().map(|log| (profile, log)))
        .collect();
    let n_people = people.len();
    let people = StoredValue::new(people);
    let period = Memo::new(move |_| {
        let today = study.today.get();
        match choice.get() {
            PeriodChoice::Year => Period { from: Some(today.year().0), to: Some(today.year().1) },
            PeriodChoice::Month => Period { from: Some(today.month().0), to: Some(today.month().1) },
            PeriodChoice::All => Period::default(),
            PeriodChoice::Range => Period { from: from.with(|text| Day::parse_iso(text)), to: to.with(|text| Day::parse_iso(text)) },
        }
    });
    let participation = Memo::new(move |_| {
        let laws = library.law_by_question();
        people.with_value(|people| {
            Participation::of(people.iter().map(|(profile, log)| (profile, log)), period.get(), platform::utc_offset(), &laws)
        })
    });
    let tables = Memo::new(move |_| participation.with(tables));
    let period_words = move || period_words(period.get());
    let export = move |()| {
        let today = study.today.get_untracked();
        let mut rows = vec![
            vec!["学法参与统计".to_owned()],
            vec!["单位".to_owned(), unit.get_untracked()],
            vec!["统计期间".to_owned(), untrack(period_words)],
        ];
        for (title, table) in tables.get_untracked() {
            rows.push(Vec::new());
            rows.push(vec![title.to_owned()]);
            rows.push(table.headings);
            rows.extend(table.rows);
        }
        rows.push(Vec::new());
        rows.push(vec!["说明".to_owned(), SCOPE.to_owned()]);
        rows.push(vec!["生成时间".to_owned(), text::moment(platform::now())]);
        Some(TextFile {
            name: file_name(&[unit.get_untracked().trim(), "参与统计", &today.to_iso()], "csv"),
            mime: "text/csv;charset=utf-8",
            text: to_csv(&rows),
        })
    };
    let radio = move |value: PeriodChoice, label: &'static str| {
        view! {
            <label class="check">
                <input type="radio" name="period" prop:checked=move || choice.get() == value on:change=move |_| choice.set(value) />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <h1 id="page-title" tabindex="-1">"参与统计"</h1>
        <p class="no-print">{format!("统计这台设备上登记过的{n_people}人。")}<span class="muted">{SCOPE}</span></p>
        <fieldset class="no-print">
            <legend>"统计期间"</legend>
            <div class="checks inline">
                {radio(PeriodChoice::Year, "今年")}{radio(PeriodChoice::Month, "本月")}{radio(PeriodChoice::All, "全部")}{radio(PeriodChoice::Range, "自选日期")}
            </div>
            {move || {
                (choice.get() == PeriodChoice::Range)
                    .then(|| {
                        view! {
                            <div class="inline">
                                <label class="field narrow"><span>"从"</span><input type="date" bind:value=from /></label>
                                <label class="field narrow"><span>"到"</span><input type="date" bind:value=to /></label>
                            </div>
                        }
                    })
            }}
        </fieldset>
        <div class="inline no-print">
            <label class="field"><span>"填报单位（用于文件名和打印）"</span><input type="text" maxlength="60" bind:value=unit /></label>
        </div>
        <div class="actions no-print">
            <SaveFile label="导出表格（CSV）" testid="export-csv" make=export />
            <button type="button" on:click=|_| platform::print()>"打印"</button>
        </div>
        <section class="sheet">
            <p class="sheet-title">{move || format!("{}学法参与统计（{}）", unit.get(), period_words())}</p>
            {move || {
                tables
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(table_idx, (title, table))| {
                        let testid = (table_idx == 0).then_some("participation-table");
                        view! {
                            <h2>{title}</h2>
                            <div class="table-scroll" tabindex="0" role="region" aria-label=title>
                                <table data-testid=testid>
                                    <thead><tr>{table.headings.into_iter().map(|heading| view! { <th scope="col">{heading}</th> }).collect_view()}</tr></thead>
                                    <tbody>
                                        {table
                                            .rows
                                            .into_iter()
                                            .map(|row| view! { <tr>{row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> })
                                            .collect_view()}
                                    </tbody>
                                </table>
                            </div>
                        }
                    })
                    .collect_view()
            }}
            <p class="muted print-only">{SCOPE}</p>
            <div class="signature print-only">
                <p>"填表人：＿＿＿＿＿＿"</p>
                <p>"单位负责人（签字盖章）：＿＿＿＿＿＿"</p>
                <p>{move || text::date(study.today.get())}</p>
            </div>
        </section>
        {reports(people, library)}
    }
}

/// What the figures cover; stands on the page, the sheet and in the file.
const SCOPE: &str = "正确率＝答对次数÷作答次数；考试中未作答的题不计入作答；按法律统计不含考试次数。";

fn period_words(period: Period) -> String {
    match (period.from, period.to) {
        (None, None) => "全部时间".to_owned(),
        (Some(from), None) => format!("{}起", text::date(from)),
        (None, Some(to)) => format!("至{}", text::date(to)),
        (Some(from), Some(to)) => format!("{}至{}", text::date(from), text::date(to)),
    }
}

/// The tables shown and exported: people, units, laws.
fn tables(participation: &Participation) -> Vec<(&'static str, Table)> {
    let library = expect_library();
    let headings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let accuracy = |tally: &Tally| tally.accuracy_percent().map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"));
    let people = participation
        .rows
        .iter()
        .map(|row| {
            vec![
                row.unit.clone(),
                row.name.clone(),
                row.tally.n_days.to_string(),
                row.tally.n_answered.to_string(),
                row.tally.n_distinct.to_string(),
                accuracy(&row.tally),
                row.tally.n_exams.to_string(),
                row.best.map_or_else(|| "—".to_owned(), |(score, total)| format!("{}（满分{}）", score.display(), total.display())),
                match row.passed {
                    Some(true) => "是",
                    Some(false) => "否",
                    None => "未考",
                }
                .to_owned(),
                row.last_active.map_or_else(|| "—".to_owned(), text::moment),
            ]
        })
        .collect();
    let group = |name: &str, n_people: u32, tally: &Tally| {
        vec![
            name.to_owned(),
            n_people.to_string(),
            tally.n_active.to_string(),
            tally.n_answered.to_string(),
            tally.n_distinct.to_string(),
            accuracy(tally),
            tally.n_exams.to_string(),
            tally.n_passed.to_string(),
        ]
    };
    let mut units: Vec<Vec<String>> = participation.by_unit.iter().map(|(unit, (n_people, tally))| group(unit, *n_people, tally)).collect();
    units.push(group("合计", participation.rows.len() as u32, &participation.total));
    let laws = participation
        .by_law
        .iter()
        .map(|(law, tally)| {
            let name = library.index().law(law).map_or_else(|| law.0.clone(), |law| law.short.clone());
            vec![name, tally.n_active.to_string(), tally.n_answered.to_string(), tally.n_distinct.to_string(), accuracy(tally)]
        })
        .collect();
    vec![
        (
            "按人员",
            Table {
                headings: headings(&[
                    "单位",
                    "姓名",
                    "学习天数",
                    "作答次数",
                    "不同题数",
                    "正确率",
                    "考试次数",
                    "最好成绩",
                    "是否合格",
                    "最近学习",
                ]),
                rows: people,
            },
        ),
        (
            "按单位",
            Table {
                headings: headings(&["单位", "登记人数", "参与人数", "作答次数", "不同题数", "正确率", "考试次数", "合格次数"]),
                rows: units,
            },
        ),
        ("按法律", Table { headings: headings(&["法律", "参与人数", "作答次数", "不同题数", "正确率"]), rows: laws }),
    ]
}

/// Questions that people here say are faulty.
fn reports(people: StoredValue<Vec<(Profile, Log)>>, library: crate::state::Library) -> AnyView {
    let rows: Vec<Vec<String>> = people.with_value(|people| {
        people
            .iter()
            .flat_map(|(profile, log)| {
                let reports = Progress::of(log, platform::utc_offset()).reports;
                reports.into_iter().map(|report| {
                    let bank = library.index().bank_of(&report.question).map(|bank| bank.title.clone()).unwrap_or_default();
                    vec![bank, report.question.0, report.note, profile.name.clone(), text::moment(report.at)]
                })
            })
            .collect()
    });
    if rows.is_empty() {
        return ().into_any();
    }
    let headings = ["题库", "题号", "问题说明", "反映人", "时间"].map(str::to_owned).to_vec();
    let all = StoredValue::new(std::iter::once(headings.clone()).chain(rows.iter().cloned()).collect::<Vec<_>>());
    let export = move |()| {
        let day = platform::now().day(platform::utc_offset()).to_iso();
        Some(TextFile {
            name: file_name(&["题目问题反映", &day], "csv"),
            mime: "text/csv;charset=utf-8",
            text: all.with_value(|all| to_csv(all)),
        })
    };
    view! {
        <section class="no-print">
            <h2>"反映有误的题目"</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label="反映有误的题目">
                <table>
                    <thead><tr>{headings.into_iter().map(|heading| view! { <th scope="col">{heading}</th> }).collect_view()}</tr></thead>
                    <tbody>{rows.into_iter().map(|row| view! { <tr>{row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }).collect_view()}</tbody>
                </table>
            </div>
            <SaveFile label="导出反映的问题" testid="export-reports" make=export />
        </section>
    }
    .into_any()
}
