namespace Mlflow.Stub.Faults;

/// <summary>What goes wrong when. Requests are counted from 1, health checks too. Thread-safe.</summary>
public sealed class FaultScript
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>The nth request of all, and the <paramref name="count"/> - 1 after it.</summary>
    public FaultScript At(int request, Fault fault, int count = 1) => Add(new Entry("", request, request + count - 1, fault, All: true));

    /// <summary>Every request from the nth on.</summary>
    public FaultScript From(int request, Fault fault) => Add(new Entry("", request, int.MaxValue, fault, All: true));

    /// <summary>The nth request whose path ends so (for example <c>runs/log-batch</c>), counted from now on, and the <paramref name="count"/> - 1 after it.</summary>
    public FaultScript On(string pathEnd, Fault fault, int nth = 1, int count = 1) => Add(new Entry(pathEnd, nth, nth + count - 1, fault, All: false));

    /// <summary>Every request whose path ends so.</summary>
    public FaultScript Always(string pathEnd, Fault fault) => Add(new Entry(pathEnd, 1, int.MaxValue, fault, All: false));

    /// <summary>Nothing more goes wrong.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    internal Fault? Next(SeenRequest request)
    {
        lock (_lock)
        {
            Fault? found = null;
            foreach (var entry in _entries)
            {
                if (!entry.All && !request.Path.EndsWith(entry.PathEnd, StringComparison.Ordinal) && !request.Path.Contains($"{entry.PathEnd}/", StringComparison.Ordinal))
                {
                    continue;
                }

                entry.Count++;
                var number = entry.All ? request.Number : entry.Count;
                if (found is null && number >= entry.First && number <= entry.Last)
                {
                    found = entry.Fault;
                }
            }

            return found;
        }
    }

    private FaultScript Add(Entry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
        }

        return this;
    }

    private sealed record Entry(string PathEnd, int First, int Last, Fault Fault, bool All)
    {
        public int Count { get; set; }
    }
}
