namespace Mlflow.Stub.State;

/// <summary>A user of the basic authentication.</summary>
public sealed class StubUser(int id, string name, string password)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public string Password { get; set; } = password;

    public bool IsAdmin { get; set; }

    /// <summary>Permission by experiment id, in the order given: READ, EDIT or MANAGE.</summary>
    public OrderedDictionary<string, string> Experiments { get; } = [];

    /// <summary>Permission by registered model.</summary>
    public OrderedDictionary<string, string> Models { get; } = [];
}
