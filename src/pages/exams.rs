//! Mock exams: recipes to choose from, and the history.

use crate::route::Route;
use crate::state::expect_study;
use crate::text;
use leptos::prelude::*;
use xuefa_core::exam::ExamResult;
use xuefa_core::paper::{Blueprint, presets};

/// The page.
#[component]
pub(crate) fn ExamsPage() -> impl IntoView {
    let study = expect_study();
    let open = move || {
        study.progress.with(|progress| {
            progress
                .open_exams()
                .into_iter()
                .map(|(exam, record)| {
                    view! {
                        <a class="notice row-link" href=Route::ExamRun(exam.clone()).href()>
                            <span>{format!("未交卷：{}，{}截止", record.title, text::moment(record.deadline))}</span>
                            <span class="button primary">"继续"</span>
                        </a>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <h1 id="page-title" tabindex="-1">"模拟考试"</h1>
        {open}
        <ul class="tiles">
            {presets()
                .into_iter()
                .map(|blueprint| {
                    view! {
                        <li>
                            <a class="tile" data-testid=format!("exam-preset-{}", blueprint.id) href=Route::ExamSetup(blueprint.id.clone()).href()>
                                <span class="tile-title">{blueprint.title.clone()}</span>
                                <span class="tile-note">{summary(&blueprint)}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()}
            <li>
                <a class="tile" data-testid="exam-preset-free" href=Route::ExamSetup("free".to_owned()).href()>
                    <span class="tile-title">"自定组卷"</span>
                    <span class="tile-note">"自己定题数、分值、时间和合格线"</span>
                </a>
            </li>
        </ul>
        <h2>"考试记录"</h2>
        {move || {
            let results: Vec<ExamResult> = study.progress.with(|progress| progress.results().into_iter().cloned().collect());
            if results.is_empty() {
                view! { <p class="muted">"还没有考试记录。"</p> }.into_any()
            } else {
                view! { <Trend results=results.clone() /> <History results /> }.into_any()
            }
        }}
    }
}

/// `单选25、多选10、判断15，共100分，90分钟，60分合格`.
pub(crate) fn summary(blueprint: &Blueprint) -> String {
    let kinds: Vec<String> = blueprint
        .sections
        .iter()
        .filter(|section| section.count > 0)
        .map(|section| format!("{}{}道×{}分", text::kind(section.kind), section.count, section.points.display()))
        .collect();
    format!(
        "{}；共{}分，{}分钟，{}分合格",
        kinds.join("，"),
        blueprint.total().display(),
        blueprint.minutes,
        blueprint.pass_score().display()
    )
}

/// Scores of past exams as bars, oldest first. The table below says the same in numbers.
#[component]
fn Trend(results: Vec<ExamResult>) -> impl IntoView {
    let shown: Vec<&ExamResult> = results.iter().take(12).rev().collect();
    (shown.len() > 1).then(|| {
        let bars = shown
            .iter()
            .enumerate()
            .map(|(position, result)| {
                let percent = u64::from(result.score.0) * 100 / u64::from(result.total.0.max(1));
                let x = position * 26 + 4;
                view! { <rect class=if result.passed { "bar passed" } else { "bar" } x=x y=100 - percent width="18" height=percent.max(1)></rect> }
            })
            .collect_view();
        let width = shown.len() * 26 + 4;
        view! {
            <figure class="trend">
                <svg viewBox=format!("0 0 {width} 100") role="img" aria-label="历次得分趋势，具体分数见下表">{bars}</svg>
                <figcaption class="muted">"历次得分（从早到晚），绿色为合格"</figcaption>
            </figure>
        }
    })
}

#[component]
fn History(results: Vec<ExamResult>) -> impl IntoView {
    let rows = results
        .into_iter()
        .map(|result| {
            view! {
                <tr>
                    <td>{text::moment(result.submitted)}</td>
                    <td><a href=Route::ExamResult(result.exam.clone()).href()>{result.title.clone()}</a></td>
                    <td class="figures">{format!("{}/{}", result.score.display(), result.total.display())}</td>
                    <td>{result.band.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="考试记录">
            <table>
                <thead><tr><th scope="col">"交卷时间"</th><th scope="col">"试卷"</th><th scope="col">"得分"</th><th scope="col">"等次"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
