//! Sorting by a number. The page sorts in many places; every sort of another type would add
//! kilobytes to what cadres download, so all of them go through this one.

/// Sorts by a number, smallest first, keeping the order of equals.
pub fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> i64) {
    let order = sorted_positions(items.iter().map(number).collect());
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, position)| taken[position as usize].take()));
}

/// Sorts by a number, largest first, keeping the order of equals.
pub fn sort_by_number_desc<T>(items: &mut Vec<T>, number: impl Fn(&T) -> i64) {
    // `!` turns the order of all numbers around, without a number that has no negative.
    sort_by_number(items, |item| !number(item));
}

/// Each number with its position, sorted by both.
#[inline(never)]
fn sorted_positions(numbers: Vec<i64>) -> Vec<(i64, u32)> {
    let mut order: Vec<(i64, u32)> = numbers.into_iter().zip(0..).collect();
    // Positions differ, so nothing is equal and the order is one.
    order.sort_unstable();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_keep_their_order_both_ways() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (i64::MIN, 'd'), (1, 'e')];
        sort_by_number(&mut items, |item| item.0);
        assert_eq!(items.iter().map(|item| item.1).collect::<String>(), "dbeac");
        sort_by_number_desc(&mut items, |item| item.0);
        assert_eq!(items.iter().map(|item| item.1).collect::<String>(), "acbed");
    }
}
