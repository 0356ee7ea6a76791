//! Tables as CSV that Chinese spreadsheet programs read right: with a byte order mark, CRLF, and
//! nothing that a spreadsheet would take for a formula.

/// A table of text: what a page shows and what a file holds come from the same one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Column headings.
    pub headings: Vec<String>,
    /// Rows; each as long as the headings.
    pub rows: Vec<Vec<String>>,
}

/// Writes the rows as CSV (RFC 4180).
pub fn to_csv<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut csv = String::from("\u{feff}");
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            if column > 0 {
                csv.push(',');
            }
            push_cell(&mut csv, cell);
        }
        csv.push_str("\r\n");
    }
    csv
}

fn push_cell(csv: &mut String, cell: &str) {
    // A leading apostrophe makes spreadsheet programs show the cell as text instead of computing it.
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) { "'" } else { "" };
    if cell.contains(['"', ',', '\r', '\n', ';']) {
        csv.push('"');
        csv.push_str(guard);
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(guard);
        csv.push_str(cell);
    }
}

/// A file name without characters that file systems refuse.
pub fn file_name(parts: &[&str], extension: &str) -> String {
    let joined = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("_");
    let safe: String =
        joined.chars().map(|c| if c.is_control() || c.is_whitespace() || r#"\/:*?"<>|"#.contains(c) { '-' } else { c }).collect();
    format!("{}.{extension}", safe.trim_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_reads_back_with_an_independent_reader() {
        let rows = vec![
            vec!["姓名".to_owned(), "备注".to_owned()],
            vec!["张,某".to_owned(), "说“好”\n又说\"行\"".to_owned()],
            vec![String::new(), "0".to_owned()],
        ];
        let csv = to_csv(&rows);
        assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let back: Vec<Vec<String>> = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(back, rows);
    }

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for cell in ["=1+1", "+86", "-2", "@SUM", "＝A1", "\tx"] {
            let csv = to_csv(&vec![vec![cell.to_owned()]]);
            assert!(csv.trim_start_matches(['\u{feff}', '"']).starts_with('\''), "{cell}");
        }
        assert_eq!(to_csv(&vec![vec!["0".to_owned(), "3-4".to_owned()]]), "\u{feff}0,3-4\r\n");
    }

    #[test]
    fn file_names_have_no_forbidden_characters() {
        assert_eq!(file_name(&["某镇/财政所", "", "参与统计", "2026-11-23"], "csv"), "某镇-财政所_参与统计_2026-11-23.csv");
        assert_eq!(file_name(&["a:b*c?\n"], "txt"), "a-b-c--.txt");
    }
}
