using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelTracking.Access;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Access;

/// <summary>Stands before every endpoint: says who may come in, what a request must look like, and what a browser may do with the answer.</summary>
internal sealed class Guard(IGate gate, IServiceProvider services, string prefix)
{
    private readonly ILogger? _log = services.GetService<ILoggerFactory>()?.CreateLogger("ModelTracking.Dashboard");

    public RequestDelegate Wrap(EndpointPolicy policy, RequestDelegate handler) => async context =>
    {
        ResponseHeaders.Set(context.Response, policy.Kind);
        try
        {
            var visitor = await gate.AdmitAsync(context, policy);
            context.Features.Set(visitor);
            SameOrigin.Check(context, policy, gate.OriginOf(context), visitor);
            Refuse(policy, visitor);
            await handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser has gone.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await ExplainAsync(context, policy, exception);
        }
    };

    // What depends on a run or model is decided where that has been found.
    private static void Refuse(EndpointPolicy policy, Visitor visitor)
    {
        if (policy.IsOpen)
        {
            return;
        }

        if (visitor.Rights.Grants.Count == 0)
        {
            throw ApiException.Denied("You have no role here. An administrator of the dashboard gives one.");
        }

        if (policy.Needs == AccessRole.Administrator && !visitor.Rights.IsAdministrator)
        {
            throw ApiException.Denied("This is for administrators of the dashboard alone.");
        }
    }

    private async Task ExplainAsync(HttpContext context, EndpointPolicy policy, Exception exception)
    {
        var problem = Explanation.Of(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            _log?.LogError(exception, "The dashboard could not answer {Method} {Path}.", context.Request.Method, context.Request.Path);
        }

        problem = NoteFailure(context, policy, problem);
        if (policy.Kind == EndpointKind.Page && problem.Status == StatusCodes.Status401Unauthorized && gate.LoginOf(context) is { } login)
        {
            context.Response.Redirect(login);
        }
        else if (policy.Kind is EndpointKind.Page or EndpointKind.Login or EndpointKind.Session)
        {
            await PlainPage.WriteAsync(context, $"{context.Request.PathBase}{prefix}/", problem.Status, problem.Message);
        }
        else
        {
            await Answer.ProblemAsync(context, problem);
        }
    }

    // What somebody wanted and was refused is of interest too.
    private ProblemDto NoteFailure(HttpContext context, EndpointPolicy policy, ProblemDto problem)
    {
        try
        {
            if (policy.Kind == EndpointKind.Change || problem.Code == ApiException.DeniedCode)
            {
                Visitor.Of(context).Note("refused", $"{context.Request.Method} {context.Request.Path}", problem: problem.Message);
            }

            return problem;
        }
        catch (Exception exception)
        {
            _log?.LogError(exception, "The audit log could not be written.");
            return problem;
        }
    }
}
