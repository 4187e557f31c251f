using ModelTracking.MLflow.Connection;
using ModelTracking.Reading;

namespace ModelTracking.MLflow;

/// <summary>
/// MLflow's REST API: experiments, runs, metric histories, artifacts, the model registry and the users of a tracking server. Throws
/// <see cref="MlflowException"/>. Thread-safe; one per server is enough. For training code there is <c>TrackingClient</c>, which never waits for a network.
/// </summary>
public sealed class MlflowClient : IDisposable
{
    private readonly bool _ownsConnection;

    /// <summary>Makes a client of the server that a URI, or <c>MLFLOW_TRACKING_URI</c>, names. Does not touch the network.</summary>
    /// <exception cref="Diagnostics.TrackingException">The address, or a file it needs, is wrong; the message says what to do.</exception>
    public MlflowClient(string? uri = null)
        : this(new MlflowOptions { Uri = uri })
    {
    }

    /// <summary>Makes a client. Does not touch the network.</summary>
    /// <exception cref="Diagnostics.TrackingException">The address, or a file it needs, is wrong; the message says what to do.</exception>
    public MlflowClient(MlflowOptions options)
        : this(new MlflowConnection(options)) => _ownsConnection = true;

    /// <summary>Makes a client on a connection, which stays the caller's.</summary>
    public MlflowClient(MlflowConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Connection = connection;
        Experiments = new MlflowExperiments(connection);
        Runs = new MlflowRuns(connection);
        Artifacts = new MlflowArtifacts(connection, Runs);
        Models = new MlflowModels(connection);
        LoggedModels = new MlflowLoggedModels(connection, Artifacts);
        Users = new MlflowUsers(connection);
        ExperimentPermissions = MlflowPermissions.OfExperiments(connection);
        ModelPermissions = MlflowPermissions.OfModels(connection);
        Reader = new MlflowRunReader(this);
    }

    /// <summary>The way to the server.</summary>
    public MlflowConnection Connection { get; }

    /// <summary>Experiments.</summary>
    public MlflowExperiments Experiments { get; }

    /// <summary>Runs, with their params, tags and metrics.</summary>
    public MlflowRuns Runs { get; }

    /// <summary>Files of runs.</summary>
    public MlflowArtifacts Artifacts { get; }

    /// <summary>Registered models.</summary>
    public MlflowModels Models { get; }

    /// <summary>Logged models, which MLflow has since 3.</summary>
    public MlflowLoggedModels LoggedModels { get; }

    /// <summary>Users, where the server has basic authentication.</summary>
    public MlflowUsers Users { get; }

    /// <summary>Who may do what with an experiment, where the server has basic authentication.</summary>
    public MlflowPermissions ExperimentPermissions { get; }

    /// <summary>Who may do what with a registered model, where the server has basic authentication.</summary>
    public MlflowPermissions ModelPermissions { get; }

    /// <summary>The server's runs as everything that shows runs reads them.</summary>
    public IRunReader Reader { get; }

    /// <summary>The server's version, for example <c>3.8.1</c>; null where it does not say.</summary>
    public async Task<string?> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Connection.Route("version"));
            using var response = await Connection.SendAsync(request, CallKind.Repeatable, cancellationToken).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return text.Length < 50 && Version.TryParse(text.Split('.').Take(2).Aggregate("", (a, b) => a.Length == 0 ? b : a + "." + b), out _) ? text : null;
        }
        catch (MlflowException exception) when (exception.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.BadRequest or System.Net.HttpStatusCode.MethodNotAllowed or System.Net.HttpStatusCode.NotImplemented)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_ownsConnection)
        {
            Connection.Dispose();
        }
    }
}
