namespace ModelTracking.Versioning.Storage;

/// <summary>Tells subscribers what happened; what one of them throws is its own affair.</summary>
internal sealed class ModelEvents : IObservable<ModelEvent>
{
    private readonly object _gate = new();
    private IObserver<ModelEvent>[] _observers = [];

    public IDisposable Subscribe(IObserver<ModelEvent> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_gate)
        {
            _observers = [.. _observers, observer];
        }

        return new Subscription(this, observer);
    }

    public void Publish(ModelEvent e)
    {
        foreach (var observer in _observers)
        {
            observer.OnNext(e);
        }
    }

    private void Remove(IObserver<ModelEvent> observer)
    {
        lock (_gate)
        {
            _observers = [.. _observers.Where(o => !ReferenceEquals(o, observer))];
        }
    }

    private sealed class Subscription(ModelEvents events, IObserver<ModelEvent> observer) : IDisposable
    {
        public void Dispose() => events.Remove(observer);
    }
}
