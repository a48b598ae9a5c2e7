using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Ui;

/// <summary>The events raised by <c>ValueForm.razor.js</c> as Razor knows them: saved, and to be confirmed first.</summary>
[EventHandler("onformsaved", typeof(FormSavedEventArgs))]
[EventHandler("onformconfirm", typeof(EventArgs))]
public static class EventHandlers;
