using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Json;
using ModelTracking.Diagnostics;
using ModelTracking.Reading.Filters;
using ModelTracking.Versioning;

namespace ModelTracking.Dashboard.Api;

/// <summary>Errors as people read them. What is not known says nothing of the machine.</summary>
internal static class Explanation
{
    public static ProblemDto Of(Exception exception) => exception switch
    {
        ApiException known => new ProblemDto(known.Status, known.Code, known.Message),
        FilterException filter => new ProblemDto(400, "query", filter.Problem)
        {
            Position = filter.Position,
            Length = filter.Length,
            Suggestion = filter.Suggestion,
        },
        BadHttpRequestException request => new ProblemDto(request.StatusCode, "bad-request", request.Message),
        PromotionRefusedException refused => new ProblemDto(409, "refused", refused.Message),
        VersionConflictException conflict => new ProblemDto(409, "conflict", conflict.Message),
        FileNotFoundException => new ProblemDto(404, "not-found", "There is no such file, or its bytes are gone. 'modeltracking doctor' says more."),
        TrackingException tracking => new ProblemDto(409, "store", tracking.Message),
        ArgumentException argument => new ProblemDto(400, "bad-request", Plain(argument.Message)),
        InvalidDataException => new ProblemDto(422, "damaged", "What is stored is damaged. 'modeltracking doctor' says more and repairs it."),
        IOException or UnauthorizedAccessException => new ProblemDto(503, "store", "The store could not be read just now. 'modeltracking doctor' says more."),
        _ => new ProblemDto(500, "internal", "Something is wrong in the dashboard itself; the program's log says what."),
    };

    // The framework adds the parameter's name.
    private static string Plain(string message) => message.IndexOf(" (Parameter '", StringComparison.Ordinal) is > 0 and var at ? message[..at] : message;
}
