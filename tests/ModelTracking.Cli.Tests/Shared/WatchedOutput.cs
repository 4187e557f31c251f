namespace ModelTracking.Cli.Tests.Shared;

/// <summary>Output that says when a text has been written.</summary>
internal sealed class WatchedOutput : StringWriter
{
    private readonly Lock _gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    /// <summary>Ends when the text has been written.</summary>
    public Task Saw(string text)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, seen));
            Look();
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (_gate)
        {
            base.GetStringBuilder().Append(value);
            Look();
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return base.ToString();
        }
    }

    private void Look()
    {
        var text = base.GetStringBuilder().ToString();
        foreach (var (awaited, seen) in _awaited)
        {
            if (text.Contains(awaited, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }
    }
}
