using ModelTracking.Delivery;

namespace ModelTracking.Tests.Delivery;

public class RecordRingTests
{
    private struct Collector(List<(object Target, long Step)> taken) : IRingConsumer
    {
        public readonly void Consume(object target, long step, long time, double value) => taken.Add((target, step));
    }

    private static List<(object Target, long Step)> Take(RecordRing ring, int limit = int.MaxValue)
    {
        var taken = new List<(object Target, long Step)>();
        var collector = new Collector(taken);
        ring.Take(ref collector, limit);
        return taken;
    }

    [Fact]
    public void Items_come_out_in_the_order_in_which_they_went_in()
    {
        var ring = new RecordRing(16, () => { });
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 13; i++)
            {
                Assert.True(ring.Post("x", (round * 13) + i, 0, 0));
            }

            Assert.Equal(Enumerable.Range(round * 13, 13).Select(i => (long)i), Take(ring).Select(t => t.Step));
        }
    }

    [Fact]
    public async Task A_full_ring_makes_the_producer_wait_until_there_is_space()
    {
        using var woken = new ManualResetEventSlim();
        var ring = new RecordRing(16, woken.Set);
        for (var i = 0; i < 16; i++)
        {
            ring.Post("x", i, 0, 0);
        }

        Assert.True(ring.IsFull);
        woken.Reset();
        var producer = Task.Run(() => ring.Post("late", 16, 0, 0));
        woken.Wait();
        Assert.Equal(16, Take(ring, 16).Count);
        Assert.True(await producer);
        Assert.Equal("late", Assert.Single(Take(ring)).Target);
    }

    [Fact]
    public async Task A_closed_ring_lets_a_waiting_producer_go()
    {
        using var woken = new ManualResetEventSlim();
        var ring = new RecordRing(16, woken.Set);
        for (var i = 0; i < 16; i++)
        {
            ring.Post("x", i, 0, 0);
        }

        woken.Reset();
        var producer = Task.Run(() => ring.Post("lost", 16, 0, 0));
        woken.Wait();
        ring.Close();
        Assert.False(await producer);
    }

    [Fact]
    public void The_consumer_is_woken_each_time_half_of_the_ring_was_filled()
    {
        var woken = 0;
        var ring = new RecordRing(16, () => woken++);
        for (var i = 0; i < 16; i++)
        {
            ring.Post("x", i, 0, 0);
        }

        Assert.Equal(2, woken);
    }

    /// <summary>The ring against its oracle: a queue under a plain lock. Each producer's items stay in order, and none is lost or doubled.</summary>
    [Theory]
    [InlineData(1, 16)]
    [InlineData(4, 16)]
    [InlineData(4, 1024)]
    public async Task Many_producers_lose_nothing_and_keep_their_order(int producers, int capacity)
    {
        const int Each = 20_000;
        var ring = new RecordRing(capacity, () => { });
        var oracle = new Queue<(string, long)>();
        var names = Enumerable.Range(0, producers).Select(p => $"p{p}").ToArray();
        var tasks = names.Select(name => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                ring.Post(name, i, 0, 0);
                lock (oracle)
                {
                    oracle.Enqueue((name, i));
                }
            }
        })).ToArray();

        var taken = new List<(object Target, long Step)>();
        while (taken.Count < producers * Each)
        {
            taken.AddRange(Take(ring));
        }

        await Task.WhenAll(tasks);
        Assert.Empty(Take(ring));
        foreach (var name in names)
        {
            Assert.Equal(oracle.Where(o => o.Item1 == name).Select(o => o.Item2), taken.Where(t => (string)t.Target == name).Select(t => t.Step));
        }
    }

    [Fact]
    public void A_sleeping_consumer_is_woken_by_the_first_item_alone()
    {
        var woken = 0;
        var ring = new RecordRing(16, () => woken++);
        Assert.True(ring.TrySleep());
        ring.Post("x", 0, 0, 0);
        ring.Post("x", 1, 0, 0);
        Assert.Equal(1, woken);
        Assert.False(ring.TrySleep(), "there is something to take");
        Assert.Equal(2, Take(ring).Count);
        Assert.True(ring.TrySleep());
        ring.Rise();
        ring.Post("x", 2, 0, 0);
        Assert.Equal(1, woken);
    }

    [Fact]
    public async Task Whoever_logs_in_the_moment_in_which_the_consumer_falls_asleep_wakes_it()
    {
        const int producers = 3;
        const int items = 30_000;
        using var wake = new AutoResetEvent(false);
        var ring = new RecordRing(64, () => wake.Set());
        var logging = Enumerable.Range(0, producers).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < items; i++)
            {
                ring.Post("x", i, 0, 0);
                Thread.SpinWait(i % 50);
            }
        })).ToArray();

        var taken = 0;
        while (taken < producers * items)
        {
            ring.Rise();
            taken += Take(ring).Count;

            // It never looks by itself: a wake-up that is lost ends this here.
            if (ring.TrySleep())
            {
                Assert.True(taken == producers * items || wake.WaitOne(TimeSpan.FromSeconds(30)), $"asleep with {taken} items taken");
            }
        }

        await Task.WhenAll(logging);
        Assert.Equal(producers * items, taken);
    }
}
