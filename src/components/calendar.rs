//! The calendar of study.

use crate::text;
use leptos::prelude::*;
use xuefa_core::progress::Progress;
use xuefa_core::time::Day;

/// How many weeks it shows.
const WEEKS: i32 = 18;

/// The last weeks as a grid: a column for each week, Monday on top, darker for more answers.
pub(crate) fn calendar(progress: &Progress, today: Day) -> AnyView {
    let monday = today.0 - i32::from(today.weekday_from_monday());
    let first = monday - (WEEKS - 1) * 7;
    let mut n_days = 0;
    let mut n_answers = 0;
    // As text: a hundred elements that never change need no code of their own. Only dates and numbers go in.
    let mut cells = String::new();
    for number in first..=today.0 {
        let n = progress.days.get(&Day(number)).map_or(0, |stats| stats.n_answered);
        n_days += u32::from(n > 0);
        n_answers += n;
        let class = match n {
            0 => "",
            1..=9 => "some",
            10..=29 => "more",
            _ => "most",
        };
        let (x, y) = ((number - first) / 7 * 15, (number - first) % 7 * 15);
        let title = format!("{}：{n}题", text::date(Day(number)));
        cells.push_str(&format!("<rect class='day {class}' x={x} y={y} width=12 height=12 rx=2><title>{title}</title></rect>"));
    }
    let summary = format!("最近{WEEKS}周学习{n_days}天，做题{n_answers}次");
    view! {
        <figure class="calendar">
            <svg viewBox=format!("0 0 {} 102", WEEKS * 15) role="img" aria-label=summary.clone() inner_html=cells></svg>
            <figcaption class="muted">{summary}"。颜色越深，当天做题越多。"</figcaption>
        </figure>
    }
    .into_any()
}
