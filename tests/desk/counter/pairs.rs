//! Cases in which every pair of values of any two factors occurs.
//!
//! Forty lines of our own instead of a crate: the cases must be the same on every machine and with
//! every release, and the test counts the pairs by itself anyway, so that nothing depends on the
//! generator being right.

/// One value of each factor, by its place.
pub type Case = Vec<usize>;

/// A pair of values: factor and value, twice, the first factor before the second.
type Pair = ((usize, usize), (usize, usize));

/// All pairs of values of factors that have so many values each.
pub fn pairs(sizes: &[usize]) -> std::collections::BTreeSet<Pair> {
    let mut all = std::collections::BTreeSet::new();
    for second in 0..sizes.len() {
        for first in 0..second {
            for one in 0..sizes[first] {
                for other in 0..sizes[second] {
                    all.insert(((first, one), (second, other)));
                }
            }
        }
    }
    all
}

/// Greedily: each case begins with a pair that is still missing, and takes, factor by factor, the
/// value that brings the most missing pairs with it.
pub fn cases(sizes: &[usize]) -> Vec<Case> {
    let mut missing = pairs(sizes);
    let mut cases = Vec::new();
    while let Some(&(first, second)) = missing.first() {
        let mut case: Vec<Option<usize>> = vec![None; sizes.len()];
        for (factor, value) in [first, second] {
            case[factor] = Some(value);
        }
        for factor in 0..sizes.len() {
            if case[factor].is_some() {
                continue;
            }
            let brings = |value: usize| {
                let others = case.iter().enumerate();
                others
                    .filter_map(|(other, taken)| taken.map(|taken| (other, taken)))
                    .filter(|&other| {
                        let one = (factor, value);
                        missing.contains(&(one.min(other), one.max(other)))
                    })
                    .count()
            };
            // Among equals another one each time, so that what nobody misses varies too.
            let turn = cases.len() % sizes[factor];
            let values = (0..sizes[factor]).map(|value| (value + turn) % sizes[factor]);
            case[factor] = values.max_by_key(|&value| brings(value));
        }
        let case: Case = case.into_iter().flatten().collect();
        for second in 0..case.len() {
            for first in 0..second {
                missing.remove(&((first, case[first]), (second, case[second])));
            }
        }
        cases.push(case);
    }
    cases
}
