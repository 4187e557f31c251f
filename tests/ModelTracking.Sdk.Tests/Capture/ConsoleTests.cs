using Microsoft.Extensions.Logging;
using ModelTracking.Backends;
using ModelTracking.Capture;
using ModelTracking.Capture.Output;
using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking.Tests.Capture;

[Collection("console")]
public class ConsoleTests
{
    private readonly List<ConsoleLogged> _logged = [];

    private const int MaxTail = 64 << 10;

    private ConsoleLog NewLog(long max = 1 << 20) => new(max, MaxTail, () => new SecretRules(), TimeProvider.System, _logged.Add);

    private IEnumerable<string> Text => _logged.SelectMany(l => l.Lines).Select(l => l.Text);

    [Fact]
    public void Lines_are_put_together_from_parts_and_cleaned_of_what_only_a_terminal_needs()
    {
        var log = NewLog();
        log.Write(ConsoleSource.Out, "one\r\ntw");
        log.Write(ConsoleSource.Error, "err\n");
        log.Write(ConsoleSource.Out, "o\n\x1b[1;32mgreen\x1b[0m and \x1b]0;title\aplain\n10 %\r50 %\r100 %\nlast");
        log.Flush();
        Assert.Equal(["one", "err", "two", "green and plain", "100 %"], Text);
        log.Flush(isLast: true);
        Assert.Equal("last", Text.Last());
    }

    [Fact]
    public void A_flood_keeps_its_beginning_and_its_end_and_says_what_is_lost()
    {
        var log = NewLog(max: 1_000_000);
        const int Lines = 300_000;
        for (var i = 0; i < Lines; i++)
        {
            log.Write(ConsoleSource.Out, $"line {i} with some more text to read\n");
            if (i % 5000 == 0)
            {
                log.Flush();
            }
        }

        log.Flush(isLast: true);
        var kept = Text.ToList();
        Assert.Equal(Lines, kept.Count + _logged.Sum(l => l.Dropped));
        Assert.StartsWith("line 0 ", kept[0], StringComparison.Ordinal);
        Assert.StartsWith($"line {Lines - 1} ", kept[^1], StringComparison.Ordinal);
        Assert.InRange(kept.Sum(l => (long)l.Length), 500_000, 1_000_000 + MaxTail);
    }

    [Fact]
    public void Memory_stays_bounded_when_nothing_is_flushed_and_a_line_never_ends()
    {
        var log = NewLog();
        for (var i = 0; i < 50_000; i++)
        {
            log.Write(ConsoleSource.Out, new string('x', 1000));
        }

        log.Write(ConsoleSource.Out, "\n");
        for (var i = 0; i < 50_000; i++)
        {
            log.Write(ConsoleSource.Out, "some line of text\n");
        }

        log.Flush(isLast: true);
        Assert.Equal(ConsoleLog.MaxLine + 1, Text.First().Length);
        Assert.InRange(Text.Sum(t => t.Length), 1, ConsoleLog.MaxPending);
        Assert.Equal(50_001, Text.Count() + _logged.Sum(l => l.Dropped));
    }

    [Fact]
    public void A_private_key_is_taken_out_over_all_its_lines()
    {
        var log = NewLog();
        log.Write(ConsoleSource.Out, "before\n-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----\nafter\n");
        log.Flush();
        Assert.Equal(["before", "[redacted]", "[redacted]", "[redacted]", "after"], Text);
    }

    [Fact]
    public void A_private_key_is_taken_out_even_where_its_first_line_is_one_of_those_lost()
    {
        var log = new ConsoleLog(maxChars: 0, maxTail: 100, () => new SecretRules(), TimeProvider.System, _logged.Add);
        log.Write(ConsoleSource.Out, "-----BEGIN PRIVATE KEY-----\n");
        for (var i = 0; i < 50; i++)
        {
            log.Write(ConsoleSource.Out, $"MIIabc{i:000}\n");
        }

        log.Flush(isLast: true);
        Assert.InRange(Text.Count(), 1, 10);
        Assert.All(Text, t => Assert.Equal("[redacted]", t));
        log.Write(ConsoleSource.Out, "-----END PRIVATE KEY-----\nafter\n");
        log.Flush(isLast: true);
        Assert.Equal("after", Text.Last());
    }

    [Fact]
    public void The_end_of_the_log_is_written_whenever_the_process_may_be_about_to_go()
    {
        var log = NewLog(max: 100);
        for (var turn = 0; turn < 3; turn++)
        {
            for (var i = 0; i < 5000; i++)
            {
                log.Write(ConsoleSource.Out, $"turn {turn} line {i}\n");
            }

            log.Flush(isLast: true);
            Assert.Equal($"turn {turn} line 4999", Text.Last());
            Assert.Equal((turn + 1) * 5000, Text.Count() + _logged.Sum(l => l.Dropped));
        }
    }

    [Fact]
    public async Task The_users_own_console_writers_work_as_before_and_no_line_counts_twice()
    {
        var original = Console.Out;
        try
        {
            var memory = new InMemoryBackend();
            var mine = new StringWriter();
            Console.SetOut(mine);
            await using var client = Some.Client(o => o.Capture.Console = true, memory);
            var first = client.StartRun("a");
            Console.WriteLine("one");
            var wrapped = new Prefix(Console.Out);
            Console.SetOut(wrapped);
            var second = client.StartRun("b");
            Console.WriteLine("two");
            Console.Out.Write("three\n");
            await second.FinishAsync();
            Console.WriteLine("four");
            await first.FinishAsync();
            Assert.Equal("one\n>two\n>three\n>four\n", mine.ToString().ReplaceLineEndings("\n"));
            Assert.Equal(["one", "two", "three", "four"], (await memory.GetRunAsync(first.Id))!.Console!.Tail.Select(l => l.Text));
            Assert.Equal(["two", "three"], (await memory.GetRunAsync(second.Id))!.Console!.Tail.Select(l => l.Text));
        }
        finally
        {
            Console.SetOut(original);
        }
    }

    [Fact]
    public async Task What_a_logger_says_is_in_the_runs_log()
    {
        var memory = new InMemoryBackend();
        await using var client = Some.Client(memory);
        var run = client.StartRun("a");
        using (var factory = LoggerFactory(run))
        {
            var logger = factory.CreateLogger("My.Trainer");
            logger.LogInformation("epoch {Epoch}", 3);
            logger.LogDebug("not asked for");
            logger.LogError(new InvalidOperationException("boom"), "failed");
        }

        await run.FinishAsync();
        var lines = (await memory.GetRunAsync(run.Id))!.Console!.Tail.Select(l => l.Text).ToList();
        Assert.Equal(["info: My.Trainer epoch 3", "fail: My.Trainer failed", "System.InvalidOperationException: boom"], lines);
    }

    private static RunLoggerProvider LoggerFactory(Run run) => new(run);

    private sealed class Prefix(TextWriter inner) : StringWriter
    {
        public override void Write(string? value) => inner.Write(">" + value);

        public override void WriteLine(string? value) => inner.WriteLine(">" + value);
    }
}
