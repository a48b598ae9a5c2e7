namespace SecretsDashboard.Access;

/// <summary>A limit is reached: nothing was done. The message is the sentence that names the limit and what to do next.</summary>
/// <param name="message">For the person; a program is told by status and code.</param>
/// <param name="wait">When to try again; null: waiting does not help.</param>
internal sealed class LimitReachedException(string message, TimeSpan? wait) : Exception(message)
{
    /// <summary>Whole seconds, never 0; null: waiting does not help.</summary>
    public int? RetryAfter { get; } = wait is { } time ? Seconds(time) : null;

    /// <summary>A wait as <c>Retry-After</c> tells it: what is told 0 comes again without a pause.</summary>
    public static int Seconds(TimeSpan wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, int.MaxValue);
}
