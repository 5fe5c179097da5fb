"""Seconds and megabytes of an incoming book of 30, 1,000 and 10,000 entries."""

import time

from clerk_app.core.typesetting import BookIn, BookLine, book_in

COUNTS = (30, 1_000, 10_000)
SUBJECTS = (
    "Giấy mời họp giao ban",
    "Quyết định về việc phê duyệt kế hoạch đầu tư công trung hạn giai đoạn 2026 - 2030",
    "Công văn về việc báo cáo tình hình thực hiện nhiệm vụ quý III, phương hướng quý IV",
)
ORGANS = ("Sở Thử nghiệm", "Ủy ban nhân dân xã Đồng Thử", "Văn phòng Hội đồng nhân dân tỉnh Thử")


def line(number: int) -> BookLine:
    day = f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2026"
    return BookLine(
        arrival_date=day,
        arrival_number=f"{number:02d}",
        organ_name=ORGANS[number % 3],
        code=f"{number}/UBND-KGVX",
        issued_date=day,
        subject=SUBJECTS[number // 3 % 3],
        to_places="Phòng Tổ chức - Hành chính",
        transfer_date=day,
        signature="",
        remarks="" if number % 9 else "đã gỡ bỏ",
    )


def book(count: int) -> BookIn:
    return BookIn(
        parent_organ="Ủy ban nhân dân tỉnh Thử",
        organ="Sở Thử nghiệm",
        year=2026,
        number_first="01",
        number_last=f"{count:02d}",
        date_first="01/01/2026",
        date_last="31/12/2026",
        volume="01",
        lines=tuple(line(number) for number in range(1, count + 1)),
        anchor="3f2a 91bc 77d0",
        printed_at="31/12/2026 16:30",
    )


def main() -> None:
    print(f"{'entries':>8} {'seconds':>8} {'MB':>6} {'pages':>6}")
    for count in COUNTS:
        given = book(count)
        start = time.perf_counter()
        pdf = book_in(given)
        seconds = time.perf_counter() - start
        pages = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page/")
        print(f"{count:8,} {seconds:8.2f} {len(pdf) / 1e6:6.2f} {pages:6}")


if __name__ == "__main__":
    main()
