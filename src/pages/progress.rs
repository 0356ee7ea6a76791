//! One person's progress: the calendar, and by bank.

use crate::components::calendar::calendar;
use crate::components::meter::Meter;
use crate::route::Route;
use crate::state::{expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::progress::{Coverage, percent};

/// The page.
#[component]
pub(crate) fn ProgressPage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let totals = move || {
        study.progress.with(|progress| {
            let n_answered: u32 = progress.days.values().map(|day| day.n_answered).sum();
            let n_right: u32 = progress.days.values().map(|day| day.n_right).sum();
            let n_distinct = progress.questions.values().filter(|stats| stats.n_answered > 0).count();
            let n_exams = progress.results().len();
            [
                ("做题", format!("{n_answered}次")),
                ("不同题目", format!("{n_distinct}题")),
                ("正确率", text::percent(percent(n_right, n_answered))),
                ("学习天数", format!("{}天", progress.days.len())),
                ("连续学习", format!("{}天", progress.streak_days(study.today.get()))),
                ("模拟考试", format!("{n_exams}次")),
            ]
        })
    };
    view! {
        <h1 id="page-title" tabindex="-1">"学习进度"</h1>
        <dl class="figures-grid">{move || totals().map(|(name, value)| view! { <div><dt>{name}</dt><dd class="figures">{value}</dd></div> }).collect_view()}</dl>
        <h2>"学习日历"</h2>
        {move || study.progress.with(|progress| calendar(progress, study.today.get()))}
        <h2>"各题库"</h2>
        <ul class="rows">
            {move || library
                .index()
                .banks
                .iter()
                .map(|bank| {
                    let coverage = study.progress.with(|progress| Coverage::of(progress, bank.all_ids(), study.today.get()));
                    let facts = format!("正确率 {}，错题{}，到期{}", text::percent(coverage.accuracy_percent()), coverage.n_wrong_book, coverage.n_due);
                    view! {
                        <li>
                            <a class="row" href=Route::Bank(bank.id.clone()).href()>
                                <span>{bank.title.clone()}</span>
                                <Meter label=format!("{}已做", bank.title) done=coverage.n_seen all=coverage.n_questions />
                                <span class="muted">{facts}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <p><a class="button" href=Route::Exams.href()>"考试记录"</a></p>
    }
}
