using ModelTracking.Delivery;
using ModelTracking.Diagnostics;

namespace ModelTracking.Tests.Delivery;

public sealed class DeliveryReportTests
{
    [Fact]
    public void A_report_that_is_printed_tells_what_went_wrong_and_what_to_do()
    {
        var report = new DeliveryReport
        {
            Delivered = 7,
            Rejected = 2,
            Troubles = [new TroubleCount(new Trouble(TroubleKind.InvalidKey, "The key '' is empty.", "Name the metric."), 2)],
        };
        Assert.Equal($"7 delivered, 0 pending, 0 dropped, 2 rejected{Environment.NewLine}2x The key '' is empty. Name the metric.", report.ToString());
        Assert.Equal("3 delivered, 0 pending, 0 dropped, 0 rejected", new DeliveryReport { Delivered = 3 }.ToString());
    }
}
