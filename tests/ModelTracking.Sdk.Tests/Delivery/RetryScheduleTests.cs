using ModelTracking.Delivery;

namespace ModelTracking.Tests.Delivery;

public class RetryScheduleTests
{
    private static readonly RetrySchedule Schedule = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 100)]
    [InlineData(5, 800)]
    [InlineData(9, 10_000)]
    [InlineData(1_000_000, 10_000)]
    public void The_wait_doubles_up_to_the_longest(int failures, double milliseconds)
    {
        Assert.Equal(milliseconds / 2, Schedule.Delay(failures, 0).TotalMilliseconds, 6);
        Assert.Equal(milliseconds, Schedule.Delay(failures, 0.999999).TotalMilliseconds, 1);
    }
}
