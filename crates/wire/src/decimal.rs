//! Whole numbers as text, straight into a buffer.

/// Appends `number` in decimal.
pub(crate) fn push(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    let mut rest = number.unsigned_abs();
    let mut digits = [0_u8; 20];
    let mut used = 0;
    for slot in digits.iter_mut().rev() {
        // The remainder of ten always fits a byte.
        *slot = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        used += 1;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits.iter().skip(digits.len() - used));
}

#[cfg(test)]
mod tests {
    #[test]
    fn agrees_with_the_standard_formatting() {
        for number in [0, 1, -1, 9, 10, 7200, 1_477_314_187, i64::MAX, i64::MIN] {
            let mut out = Vec::new();
            super::push(&mut out, number);
            assert_eq!(String::from_utf8(out).unwrap(), number.to_string());
        }
    }
}
