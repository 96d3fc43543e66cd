use super::*;
use proptest::prelude::*;

#[test]
fn numbers_as_shown() {
    for (code, value, shown) in [
        ("0.00%", 0.8964, "89,64%"),
        ("0%", 1.0, "100%"),
        ("0%", 0.005, "1%"),
        ("0.0%", 0.125_5, "12,6%"),
        ("", 0.8964, "0,8964"),
        ("General", 2023.0, "2023"),
        ("General", -5.5, "-5,5"),
        ("General", 100.0 / 3.0, "33,33333333"),
        ("General", 1_234_567.891, "1234567,891"),
        ("General", 0.000_012_34, "0,00001234"),
        ("General", 150_000_000_000.0, "150000000000"),
        ("General", 1e20, "1E+20"),
        ("General", 0.1 + 0.2, "0,3"),
        ("0", 7.5, "8"),
        ("0", -0.4, "0"),
        ("00", 5.0, "05"),
        ("0.00", 1.005, "1,01"),
        ("#,##0", 1_234_567.0, "1.234.567"),
        ("#,##0", 0.0, "0"),
        ("#,##0.00", 1234.5, "1.234,50"),
        ("#,##0.##", 1234.5, "1.234,5"),
        ("#,##0.##", 1234.0, "1.234"),
        ("#", 0.0, ""),
        ("#,##0,", 1_234_567.0, "1.235"),
        ("#,##0;(#,##0);\"-\"", -1500.0, "(1.500)"),
        ("#,##0;(#,##0);\"-\"", 0.0, "-"),
        ("_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", 51_800.0, "51.800"),
        ("_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", 0.0, "-"),
        ("#,##0\\ \"tỷ đồng\"", 2700.0, "2.700 tỷ đồng"),
        ("[Red]-0.0;0.0", 5.0, "-5,0"),
        ("[>=100]0;0.0", 99.0, "99,0"),
        ("[>=100]0;0.0", 120.0, "120"),
        ("[>=0]0.0;-0.0", -5.0, "-5,0"),
        ("#,##0 [$₫-42A]", 5000.0, "5.000 ₫"),
        ("0.00E+00", 12345.0, "1,23E+04"),
        ("@", 3.0, "3"),
        ("000\\-000", 12345.0, "012-345"),
        ("0;-0;;@", 0.0, ""),
    ] {
        assert_eq!(NumberFormat::parse(code).show(value, false), shown, "{code} of {value}");
    }
}

#[test]
fn dates_as_shown() {
    for (code, value, shown) in [
        ("dd/mm/yyyy", 45_021.0, "05/04/2023"),
        ("dd/mm/yyyy", 45_021.999_999, "06/04/2023"),
        ("d/m/yy", 45_021.0, "5/4/23"),
        ("dd/mm/yyyy hh:mm", 45_021.604_166_666_67, "05/04/2023 14:30"),
        ("h:mm AM/PM", 0.604_166_666_67, "2:30 CH"),
        ("[h]:mm", 1.5, "36:00"),
        ("mm:ss", 0.000_706_018_5, "01:01"),
        ("\"Quý \"m\"/\"yyyy", 45_021.0, "Quý 4/2023"),
        ("mmm-yy", 45_021.0, "Thg4-23"),
        ("dddd", 45_021.0, "Thứ Tư"),
        ("[$-42A]dd/mm/yyyy;@", 45_021.0, "05/04/2023"),
        ("dd/mm/yyyy", 60.0, "29/02/1900"),
        ("dd/mm/yyyy", 1.0, "01/01/1900"),
        ("dd/mm/yyyy", -1.0, "-1"),
        ("dd/mm/yyyy", 1e12, "1000000000000"),
    ] {
        assert_eq!(NumberFormat::parse(code).show(value, false), shown, "{code} of {value}");
    }
    assert_eq!(NumberFormat::parse("dd/mm/yyyy").show(43_559.0, true), "05/04/2023");
}

#[test]
fn text_as_shown() {
    assert_eq!(NumberFormat::parse("@\" (xã)\"").show_text("A"), "A (xã)");
    assert_eq!(NumberFormat::parse("0;-0;;@").show_text("A"), "A");
    assert_eq!(NumberFormat::parse("0.00").show_text("A"), "A");
}

proptest! {
    #[test]
    fn any_code_and_number_show_something(code in "[0#?.,%E+/@;\"\\\\_*\\[\\]dmyhsAP$> -]{0,24}", value: f64) {
        let format = NumberFormat::parse(&code);
        format.show(value, false);
        format.show_text(&code);
    }

    #[test]
    fn whole_numbers_keep_their_digits(value in -1_000_000_000_i64..1_000_000_000) {
        #[allow(clippy::cast_precision_loss)]
        let shown = NumberFormat::parse("#,##0").show(value as f64, false);
        prop_assert_eq!(shown.replace('.', "").parse::<i64>().unwrap(), value);
    }
}
