//! Costs are negative logarithms of how likely something is: they add up over a row.

/// The cost of what happens `part` times in `whole`.
pub fn cost_of(part: f32, whole: f32) -> f32 {
    -(part / whole).ln()
}

/// The cost of one of two ways.
pub fn either(one: f32, other: f32) -> f32 {
    let (least, most) = if one < other { (one, other) } else { (other, one) };
    if most.is_finite() { least - (least - most).exp().ln_1p() } else { least }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_are_likelier_than_one() {
        assert!((either(1.0, 1.0) - (1.0 - 2.0_f32.ln())).abs() < 1e-5);
        assert!((either(1.0, f32::INFINITY) - 1.0).abs() < 1e-5);
        assert!((cost_of(1.0, 2.0) - 2.0_f32.ln()).abs() < 1e-5);
    }
}
